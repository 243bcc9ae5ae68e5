package dev.edgeagent.appdir;

import dev.edgeagent.BuildFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The modules of the JDK that jars need: what jdeps sees in their code, corrected by what they say
 * themselves in their manifests. A list of module names, separated by commas, in the attribute
 *
 * <ul>
 *   <li>{@value #ADD}: what jdeps cannot see, such as service providers
 *   <li>{@value #OMIT}: what jdeps sees in code that never runs, such as a library's support for
 *       Java beans
 * </ul>
 */
final class JavaModules {
  static final String ADD = "Tea-Add-Modules";
  static final String OMIT = "Tea-Omit-Modules";

  private static final Pattern MODULE = Pattern.compile("(java|jdk)(\\.\\w+)+");

  private final Jdk jdk;

  JavaModules(Jdk jdk) {
    this.jdk = jdk;
  }

  /** Sorted, and never without {@code java.base}. */
  List<String> of(List<Path> jars) throws BuildFailure, IOException {
    TreeSet<String> modules = new TreeSet<>(List.of("java.base"));
    // Not --print-module-deps: it leaves out what another module implies, and that may be omitted.
    jdk.tool("jdeps")
        .run("--list-deps", "--ignore-missing-deps")
        .with("--multi-release", String.valueOf(Jdk.FEATURE))
        // For jars that say which modules they require, such as okhttp.
        .with(modulePath(jars))
        .with(jars.stream().map(Path::toString).toList())
        .output()
        .forEach(line -> module(line).ifPresent(modules::add));
    for (Path jar : jars) {
      attribute(jar, OMIT).forEach(modules::remove);
    }
    for (Path jar : jars) {
      attribute(jar, ADD).forEach(modules::add);
    }
    return List.copyOf(modules);
  }

  /** Only jars that name their module: others may share packages, which modules must not. */
  private static List<String> modulePath(List<Path> jars) throws IOException {
    List<String> path = new ArrayList<>();
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile())) {
        Manifest manifest = file.getManifest();
        if (file.stream().anyMatch(entry -> entry.getName().endsWith("module-info.class"))
            || (manifest != null
                && manifest.getMainAttributes().getValue("Automatic-Module-Name") != null)) {
          path.add(jar.toString());
        }
      }
    }
    return path.isEmpty() ? List.of() : List.of("--module-path", String.join(":", path));
  }

  /** The module of a line such as {@code java.base/sun.misc}. */
  private static Optional<String> module(String line) {
    return Optional.of(line.strip().replaceFirst("/.*", ""))
        .filter(name -> MODULE.matcher(name).matches());
  }

  private static Stream<String> attribute(Path jar, String name) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String value = manifest == null ? null : manifest.getMainAttributes().getValue(name);
      return value == null ? Stream.empty() : names(value);
    }
  }

  private static Stream<String> names(String commaSeparated) {
    return Arrays.stream(commaSeparated.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty());
  }
}
