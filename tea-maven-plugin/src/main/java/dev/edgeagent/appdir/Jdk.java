package dev.edgeagent.appdir;

import dev.edgeagent.Arch;
import dev.edgeagent.BuildFailure;
import dev.edgeagent.process.ExternalTool;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * A JDK that can link a Java for an AppImage.
 *
 * @param home its directory
 * @param version for example {@code 25.0.3}
 * @param arch what it runs on
 */
public record Jdk(Path home, String version, Arch arch) {
  /** The Java that tea-runtime is written for. */
  public static final int FEATURE = 25;

  /** How to get one; the end of every message that misses one. */
  public static final String FIX =
      "install a JDK "
          + FEATURE
          + " (for example Temurin, from adoptium.net), or give -Dtea.jdk=DIR";

  /** The JDK in that directory, if there is one of the right version with jlink. */
  public static Optional<Jdk> at(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/jlink"))) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    }
    String version = unquoted(properties, "JAVA_VERSION");
    return version.equals(String.valueOf(FEATURE)) || version.startsWith(FEATURE + ".")
        ? Arch.named(unquoted(properties, "OS_ARCH")).map(arch -> new Jdk(home, version, arch))
        : Optional.empty();
  }

  /** As {@link #at}, for a directory that the user gave. */
  public static Jdk given(Path home) throws BuildFailure, IOException {
    return at(home)
        .orElseThrow(() -> new BuildFailure("tea.jdk: " + home + " is not a JDK " + FEATURE, FIX));
  }

  private static String unquoted(Properties properties, String key) {
    return properties.getProperty(key, "").replace("\"", "");
  }

  /** One of its programs. */
  public ExternalTool tool(String name) {
    return new ExternalTool(name, home.resolve("bin").resolve(name));
  }
}
