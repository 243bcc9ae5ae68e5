package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.edgeagent.llm.ModelException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What this machine offers to llama.cpp's libraries, and what they take of it. */
@SuppressWarnings("restricted") // native code is what this package is for
public final class NativePlatform {

  /** The oldest glibc that llama.cpp's libraries run with. */
  public static final String LEAST_GLIBC = "2.34";

  private static final String PREFIX = "libggml-cpu-";
  private static final String SUFFIX = ".so";

  /**
   * A build of ggml for a kind of processor.
   *
   * @param name such as {@code haswell}
   * @param score how well it suits this processor: ggml takes the highest; 0 if it cannot run here
   */
  public record CpuVariant(String name, int score) {}

  private NativePlatform() {}

  /** The version of the C library, such as {@code 2.36}; empty if it is not glibc. */
  public static Optional<String> glibcVersion() {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("gnu_get_libc_version")
        .map(address -> linker.downcallHandle(address, FunctionDescriptor.of(ADDRESS)))
        .map(NativePlatform::text);
  }

  private static String text(MethodHandle function) {
    try {
      return ((MemorySegment) function.invokeExact()).reinterpret(Long.MAX_VALUE).getString(0);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /**
   * Loads llama.cpp as the engine does, and asks each of its builds for a kind of processor how
   * well it suits this one.
   *
   * @param directory of the libraries
   * @return the best first: the one that computes
   * @throws ModelException if the libraries cannot be loaded here
   */
  public static List<CpuVariant> cpuVariants(Path directory) throws ModelException {
    LlamaLibrary ignored = LlamaLibrary.load(directory, _ -> {});
    List<CpuVariant> variants = new ArrayList<>();
    try (Arena arena = Arena.ofConfined();
        DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        variants.add(
            new CpuVariant(
                name.substring(PREFIX.length(), name.length() - SUFFIX.length()),
                score(SymbolLookup.libraryLookup(file.toAbsolutePath(), arena))));
      }
    } catch (IOException e) {
      throw new ModelException(
          "llama.cpp's libraries in " + directory + " cannot be read: " + e.getMessage(),
          "check its permissions",
          e);
    } catch (IllegalArgumentException e) { // libraryLookup's, with the file
      throw new ModelException(
          "llama.cpp's libraries cannot be loaded: " + e.getMessage(),
          "get the AppImage again: it may be damaged",
          e);
    }
    variants.sort(Comparator.comparingInt(CpuVariant::score).reversed());
    return variants;
  }

  private static int score(SymbolLookup library) {
    return library
        .find("ggml_backend_score")
        .map(
            address ->
                Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(JAVA_INT)))
        .map(NativePlatform::number)
        .orElse(0);
  }

  private static int number(MethodHandle function) {
    try {
      return (int) function.invokeExact();
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /**
   * Where a library that this process has loaded comes from.
   *
   * @param name its file name, such as {@code libstdc++.so.6}
   */
  public static Optional<Path> loaded(String name) {
    try {
      return Files.readAllLines(Path.of("/proc/self/maps")).stream()
          .filter(line -> line.contains("/"))
          .map(line -> line.substring(line.indexOf('/')))
          .filter(file -> Path.of(file).getFileName().toString().startsWith(name))
          .map(Path::of)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // no procfs: nobody can tell
    }
  }
}
