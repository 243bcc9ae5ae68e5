package dev.edgeagent.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The AppImage that the Maven build in src/it/demo has made, started as a user starts it. */
final class DemoAppImage {

  private static final long TIMEOUT_SECONDS = 120;

  private final Path file;
  private final Map<String, String> environment = new HashMap<>();
  private final Path cache;

  private DemoAppImage(Path file, Path cache) {
    this.file = file;
    this.cache = cache;
    environment.put("XDG_CACHE_HOME", cache.toString());
  }

  /**
   * @param cache where it unpacks itself; a test of its own first start gives an empty directory
   */
  static DemoAppImage with(Path cache) {
    Path directory = Path.of(System.getProperty("it.demo"));
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".AppImage"))
          .findFirst()
          .map(file -> new DemoAppImage(file, cache))
          .orElseThrow(() -> new IllegalStateException("no AppImage in " + directory));
    } catch (IOException e) {
      throw new UncheckedIOException("the build in src/it/demo has made no AppImage", e);
    }
  }

  /** One that is unpacked already where the other tests have unpacked it. */
  static DemoAppImage shared() {
    return with(Path.of(System.getProperty("it.demo")).resolveSibling("cache"));
  }

  Path file() {
    return file;
  }

  Path cache() {
    return cache;
  }

  DemoAppImage environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Finished run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(List.of(arguments));
    return run(command, environment);
  }

  /** Runs any command with nothing on stdin. */
  static Finished run(List<String> command, Map<String, String> environment) {
    try {
      Path out = Files.createTempFile("out", ".txt");
      Path err = Files.createTempFile("err", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      for (String inherited : List.of("TEA_MODEL_PATH", "TEA_MODEL", "APPDIR", "APPIMAGE")) {
        builder.environment().remove(inherited);
      }
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "still running after " + TIMEOUT_SECONDS + " s: " + command);
      }
      Finished finished =
          new Finished(process.exitValue(), Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return finished;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A process that has ended. */
  record Finished(int exitCode, String out, String err) {}
}
