package dev.edgeagent.appdir;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A JDK for the tests that link one. */
public final class JdkOfThisMachine {
  private JdkOfThisMachine() {}

  /** Skips the calling test where there is none. */
  public static Jdk orSkip() throws IOException {
    List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    System.getenv().entrySet().stream()
        .filter(variable -> variable.getKey().matches("JAVA\\d*_HOME"))
        .map(variable -> Path.of(variable.getValue()))
        .forEach(homes::add);
    Path distribution = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(distribution)) {
      try (Stream<Path> installed = Files.list(distribution)) {
        installed.sorted().forEach(homes::add);
      }
    }
    Optional<Jdk> found = Optional.empty();
    for (Path home : homes) {
      found = found.isPresent() ? found : Jdk.at(home);
    }
    assumeTrue(found.isPresent(), "no JDK " + Jdk.FEATURE + " among " + homes);
    return found.get();
  }
}
