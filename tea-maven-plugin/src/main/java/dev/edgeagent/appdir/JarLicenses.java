package dev.edgeagent.appdir;

import dev.edgeagent.BuildFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The licences and notices of the jars: the texts that they carry, or those of a fixed list. */
final class JarLicenses {
  /**
   * Jars whose authors left the texts out, with the names of their resources: SPDX identifiers,
   * where {@link #STATED} does not have it. okhttp has publicsuffix.org's list in it, which is
   * under the MPL.
   */
  private static final Map<String, List<String>> WITHOUT_TEXT =
      Map.ofEntries(
          Map.entry("jline-native", List.of("LICENSE.jline")),
          Map.entry("jline-reader", List.of("LICENSE.jline")),
          Map.entry("jline-terminal", List.of("LICENSE.jline")),
          Map.entry("jline-terminal-ffm", List.of("LICENSE.jline")),
          Map.entry("json-schema", List.of("MIT")),
          Map.entry("kotlin-stdlib", List.of("Apache-2.0")),
          Map.entry("okhttp-jvm", List.of("Apache-2.0", "MPL-2.0")),
          Map.entry("okio-jvm", List.of("Apache-2.0")),
          Map.entry("snakeyaml", List.of("Apache-2.0")));

  /** What the texts say; jackson-core holds FastDoubleParser, which holds bigint. */
  private static final Map<String, String> STATED =
      Map.ofEntries(
          Map.entry("commons-cli", "Apache-2.0"),
          Map.entry("fastcsv", "MIT"),
          Map.entry("jackson-core", "Apache-2.0 AND BSD-2-Clause AND MIT"),
          Map.entry("jline-native", "BSD-3-Clause"),
          Map.entry("jline-reader", "BSD-3-Clause"),
          Map.entry("jline-terminal", "BSD-3-Clause"),
          Map.entry("jline-terminal-ffm", "BSD-3-Clause"),
          Map.entry("tea-runtime", "Apache-2.0"));

  private static final Pattern FILE_NAME = Pattern.compile("(.+?)(?:-(\\d.*))?\\.jar");

  /** Also the texts of shaded libraries, such as {@code META-INF/FastDoubleParser-LICENSE}. */
  private static final Pattern TEXT =
      Pattern.compile("META-INF/([^/]*(LICEN[CS]E|NOTICE)[^/]*)", Pattern.CASE_INSENSITIVE);

  private static final Pattern LICENSE =
      Pattern.compile(".*LICEN[CS]E.*", Pattern.CASE_INSENSITIVE);

  private final Path directory;

  /**
   * @param directory where the index is; a jar's texts go to {@code jars/JAR} in it
   */
  JarLicenses(Path directory) {
    this.directory = directory;
  }

  /**
   * Copies a jar's texts and adds its row.
   *
   * @throws BuildFailure if nobody has said what a jar without a text is licensed under
   */
  void write(Path jar, LicenseIndex index) throws BuildFailure, IOException {
    String fileName = jar.getFileName().toString();
    Matcher matcher = FILE_NAME.matcher(fileName);
    boolean versioned = matcher.matches() && matcher.group(2) != null;
    String name = matcher.matches() ? matcher.group(1) : fileName;
    String version = versioned ? matcher.group(2) : LicenseIndex.UNKNOWN;
    List<String> texts = copyTexts(jar, "jars/" + fileName.replaceFirst("\\.jar$", ""));
    String license = STATED.getOrDefault(name, "see the texts");
    if (texts.stream().noneMatch(text -> LICENSE.matcher(text).matches())) {
      List<String> missing = WITHOUT_TEXT.get(name);
      if (missing == null) {
        throw new BuildFailure(
            jar + ": has no licence in META-INF",
            "find out what it is licensed under, and add it to JarLicenses.WITHOUT_TEXT");
      }
      for (String text : missing) {
        Resource.of("licenses/" + text).copyTo(directory.resolve(text));
        texts.add(text);
      }
      license = STATED.getOrDefault(name, String.join(" AND ", missing));
    }
    index.add(name, version, license, texts);
  }

  private List<String> copyTexts(Path jar, String target) throws IOException {
    List<String> texts = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<String> names = zip.stream().map(ZipEntry::getName).sorted().toList();
      for (String name : names) {
        Matcher text = TEXT.matcher(name);
        if (text.matches()) {
          String copy = target + "/" + text.group(1);
          Files.createDirectories(directory.resolve(target));
          try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            Files.copy(in, directory.resolve(copy));
          }
          texts.add(copy);
        }
      }
    }
    return texts;
  }
}
