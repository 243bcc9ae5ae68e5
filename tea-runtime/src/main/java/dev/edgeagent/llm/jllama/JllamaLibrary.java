package dev.edgeagent.llm.jllama;

import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.ModelLocator;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The shared library in de.kherud's jar, loaded into this process. The jar's own loader would put
 * it at a path in the directory for temporary files that all users know, and delete others' files
 * there; given a directory with the library it does neither.
 */
final class JllamaLibrary {

  private static final String MODEL_CLASS = "de.kherud.llama.LlamaModel";

  /** Where the user has a library of his own, for a GPU perhaps: de.kherud's property. */
  private static final String DIRECTORY = "de.kherud.llama.lib.path";

  private static final String TEMPORARY = "de.kherud.llama.tmpdir";

  private static @Nullable Boolean isOwn;

  private JllamaLibrary() {}

  /**
   * Loads it, once in a process.
   *
   * @return whether it is the user's own, not the one in the jar
   * @throws ModelException if there is none for this machine, or it cannot run here
   */
  static synchronized boolean load(Map<String, String> environment, Consumer<String> verbose)
      throws ModelException {
    if (isOwn == null) {
      requireJar();
      String given = System.getProperty(DIRECTORY);
      Path file = given == null ? fromJar(environment) : Path.of(given, fileName());
      verbose.accept("engine 'jllama': " + file);
      load(file.toAbsolutePath());
      isOwn = given != null;
    }
    return isOwn;
  }

  private static Path fromJar(Map<String, String> environment) throws ModelException {
    byte[] library = resource();
    CpuFeatures.require(Path.of("/proc/cpuinfo"));
    Path directory =
        ModelLocator.cache(environment).resolve("jllama-" + sha256(library).substring(0, 16));
    try {
      Path file = PrivateFile.of(directory, fileName(), library);
      // what the loader deletes old files in
      Path temporary = Files.createDirectories(directory.resolve("tmp"));
      if (System.getProperty(TEMPORARY) == null) {
        System.setProperty(TEMPORARY, temporary.toString());
      }
      System.setProperty(DIRECTORY, directory.toString());
      return file;
    } catch (IOException e) {
      throw new ModelException(
          "the library of engine 'jllama' cannot be unpacked: " + e.getMessage(),
          "set XDG_CACHE_HOME to a directory of your own",
          e);
    }
  }

  private static void requireJar() throws ModelException {
    if (JllamaLibrary.class.getResource("/" + MODEL_CLASS.replace('.', '/') + ".class") == null) {
      throw new ModelException(
          "engine 'jllama' is not there: de.kherud:llama is not on the class path",
          "add the jar of de.kherud:llama 4.2.0 (Maven Central) to the class path, or use engine:"
              + " llamacpp, which every AppImage has");
    }
  }

  private static byte[] resource() throws ModelException {
    String system = system(System.getProperty("os.name"));
    String architecture = architecture(System.getProperty("os.arch"));
    String name = "/de/kherud/llama/" + system + "/" + architecture + "/" + fileName();
    try (InputStream in = JllamaLibrary.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new ModelException(
            "engine 'jllama' has no library for " + system + " on " + architecture,
            "build one, and set -D" + DIRECTORY + "=DIR to its directory; or use an API");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ModelException(
          "de.kherud:llama cannot be read: " + e.getMessage(), "download its jar again", e);
    }
  }

  /** As the jar names its directories. */
  static String system(String name) {
    return name.startsWith("Windows") ? "Windows" : name.startsWith("Mac") ? "Mac" : name;
  }

  /** As the jar names its directories. */
  static String architecture(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> "x86_64";
      case "x86", "i386", "i686" -> "x86";
      default -> name;
    };
  }

  private static String fileName() {
    return System.mapLibraryName("jllama");
  }

  /** First by us: the loader writes what fails to stderr, and forgets it. */
  @SuppressWarnings("restricted") // native code is what this package is for
  private static void load(Path file) throws ModelException {
    PrintStream out = System.out;
    try {
      System.load(file.toString());
      System.setOut(System.err); // on macOS the loader prints a line
      Class.forName(MODEL_CLASS);
    } catch (LinkageError e) {
      String why = String.valueOf(e.getMessage());
      throw new ModelException(
          "the library of engine 'jllama' cannot be loaded: " + why, fix(why), e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e); // it was there
    } finally {
      System.setOut(out);
    }
  }

  /**
   * @param why the dynamic linker's message
   */
  static String fix(String why) {
    if (why.contains("libgomp")) {
      return "install GCC's OpenMP library: apt-get install libgomp1, or dnf install libgomp";
    }
    if (why.contains("libstdc++")) {
      return "install the C++ library: apt-get install libstdc++6, or dnf install libstdc++";
    }
    if (why.contains("not permitted") || why.contains("failed to map")) {
      return "set XDG_CACHE_HOME to a directory on a file system that is not mounted noexec";
    }
    return "use engine: llamacpp; this one needs glibc 2.27 or newer on Linux";
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
