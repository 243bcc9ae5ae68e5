package dev.edgeagent.cli.licenses;

import dev.edgeagent.cli.licenses.Component.Text;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Those that the entries of a class path carry in META-INF. */
final class JarLicenses {

  private static final Pattern NAME = Pattern.compile("(.+?)(?:-(\\d.*))?\\.jar");
  private static final Pattern TEXT =
      Pattern.compile("META-INF/([^/]*(LICEN[CS]E|NOTICE)[^/]*)", Pattern.CASE_INSENSITIVE);

  private JarLicenses() {}

  static List<Component> of(String classPath) throws IOException {
    List<Component> components = new ArrayList<>();
    for (String entry : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
      Path file = Path.of(entry);
      Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
      if (name.matches() && Files.isRegularFile(file)) {
        List<Text> texts = texts(file);
        components.add(
            new Component(
                name.group(1),
                name.group(2) == null ? "" : name.group(2),
                texts.isEmpty() ? "no text in the jar" : "see its text",
                texts));
      }
    }
    return components;
  }

  private static List<Text> texts(Path jar) throws IOException {
    List<Text> texts = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        Matcher text = TEXT.matcher(entry.getName());
        if (text.matches()) {
          try (InputStream in = zip.getInputStream(entry)) {
            texts.add(
                new Text(text.group(1), new String(in.readAllBytes(), StandardCharsets.UTF_8)));
          }
        }
      }
    }
    return texts;
  }
}
