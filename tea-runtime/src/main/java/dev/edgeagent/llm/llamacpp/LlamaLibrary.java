package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.edgeagent.llm.ModelException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * llama.cpp's shared libraries, loaded into this process: at most once, by absolute path, with the
 * log caught before anything else runs and the CPU variant chosen that suits the machine best.
 */
final class LlamaLibrary {

  private static @Nullable LlamaLibrary loaded;

  private final Path directory;
  private final LlamaApi api;
  private final VocabularyApi vocabularies;
  private final SamplerApi samplers;
  private final NativeLog log;
  private final MemorySegment abortCallback = Interruption.abortCallback();

  private LlamaLibrary(Path directory, NativeFunctions functions, NativeLog log) {
    this.directory = directory;
    this.api = new LlamaApi(functions);
    this.vocabularies = new VocabularyApi(functions);
    this.samplers = new SamplerApi(functions);
    this.log = log;
  }

  /**
   * @param directory with {@code libllama*.so} and its siblings
   * @param verbose takes llama.cpp's log, line by line
   * @throws ModelException if they cannot be loaded here
   */
  static LlamaLibrary load(Path directory, Consumer<String> verbose) throws ModelException {
    Path llama = find(directory);
    synchronized (LlamaLibrary.class) {
      if (loaded == null) {
        loaded = loadNew(directory, llama, verbose);
      }
      if (!loaded.directory.equals(directory)) {
        throw new IllegalStateException("llama.cpp is loaded already, from " + loaded.directory);
      }
      loaded.log.tell(verbose);
      return loaded;
    }
  }

  @SuppressWarnings("restricted") // native code is what this package is for
  private static LlamaLibrary loadNew(Path directory, Path llama, Consumer<String> verbose)
      throws ModelException {
    setProcessVariables();
    try {
      loadWithCompilerLibraries(llama);
    } catch (UnsatisfiedLinkError e) {
      throw new ModelException(
          "llama.cpp's libraries cannot be loaded: " + e.getMessage(),
          "they need Linux with glibc 2.34 or newer (Ubuntu 22.04, Debian 12, Fedora 35, RHEL 9)",
          e);
    }
    var functions = NativeFunctions.of(llama);
    var log = new NativeLog(verbose);
    log.install(functions);
    FatalErrors.install(functions);
    loadBackends(functions, directory);
    return new LlamaLibrary(directory, functions, log);
  }

  /** With the system's libstdc++; a system without one gets that of the AppImage. */
  @SuppressWarnings("restricted") // native code is what this package is for
  private static void loadWithCompilerLibraries(Path llama) {
    try {
      System.load(llama.toString());
    } catch (UnsatisfiedLinkError e) {
      for (String name : new String[] {"libgcc_s.so.1", "libstdc++.so.6"}) {
        Path library = llama.resolveSibling("fallback").resolve(name);
        if (!Files.exists(library)) {
          throw e;
        }
        System.load(library.toString());
      }
      System.load(llama.toString());
    }
  }

  LlamaApi api() {
    return api;
  }

  VocabularyApi vocabularies() {
    return vocabularies;
  }

  SamplerApi samplers() {
    return samplers;
  }

  NativeLog log() {
    return log;
  }

  /** For contexts: ends what they compute when the thread is interrupted. */
  MemorySegment abortCallback() {
    return abortCallback;
  }

  static Path find(Path directory) throws ModelException {
    if (!Files.isDirectory(directory)) {
      throw new ModelException(
          "llama.cpp's libraries are not in " + directory + ": no such directory",
          "start tea through its AppImage or script/tea, or set -Dtea.natives=DIR");
    }
    return only(directory, "libllama.*so");
  }

  private static Path only(Path directory, String glob) throws ModelException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
      for (Path file : files) {
        return file.toAbsolutePath();
      }
    } catch (IOException e) {
      throw new ModelException(
          "llama.cpp's libraries in " + directory + " cannot be read: " + e.getMessage(),
          "check its permissions",
          e);
    }
    throw new ModelException(
        "llama.cpp's libraries are not in " + directory + ": there is no " + glob,
        "start tea through its AppImage or script/tea, or set -Dtea.natives=DIR");
  }

  /**
   * ggml starts a debugger for its backtraces if there is one, and loads whatever GGML_BACKEND_PATH
   * names; neither belongs in a program that answers questions.
   */
  private static void setProcessVariables() {
    var libc = NativeFunctions.ofCLibrary();
    MethodHandle setenv = libc.bind("setenv", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    MethodHandle unsetenv = libc.bind("unsetenv", JAVA_INT, ADDRESS);
    try (Arena arena = Arena.ofConfined()) {
      int ignored =
          (int)
              setenv.invokeExact(
                  arena.allocateFrom("GGML_NO_BACKTRACE"), arena.allocateFrom("1"), 1);
      ignored = (int) unsetenv.invokeExact(arena.allocateFrom("GGML_BACKEND_PATH"));
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** Without a directory ggml would search that of the java executable and the current one. */
  private static void loadBackends(NativeFunctions functions, Path directory)
      throws ModelException {
    MethodHandle load = functions.bindVoid("ggml_backend_load_all_from_path", ADDRESS);
    MethodHandle count =
        functions.bind("ggml_backend_dev_count", java.lang.foreign.ValueLayout.JAVA_LONG);
    long devices;
    try (Arena arena = Arena.ofConfined()) {
      load.invokeExact(arena.allocateFrom(directory.toAbsolutePath().toString()));
      devices = (long) count.invokeExact();
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
    if (devices == 0) {
      throw new ModelException(
          "llama.cpp found no library for this CPU in " + directory,
          "check that libggml-cpu-*.so of this architecture are there");
    }
  }
}
