package dev.edgeagent.cli.licenses;

import dev.edgeagent.cli.licenses.Component.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Those of an AppImage: {@code usr/share/doc/tea/licenses.md} is a table of component, version,
 * licence and files, which the build wrote.
 */
final class ImageLicenses {

  private static final String MODEL = "MODEL";

  private ImageLicenses() {}

  /** The model first, then as the table has them. */
  static List<Component> of(Path index) throws IOException {
    List<Component> components = new ArrayList<>();
    for (String line : Files.readAllLines(index)) {
      String[] cells = line.split("(?<!\\\\)\\|", -1);
      if (cells.length != 6 || cells[1].isBlank() || cells[1].strip().matches("component|-+")) {
        continue;
      }
      var component =
          new Component(
              cell(cells[1]),
              cell(cells[2]).replaceFirst("^-$", ""),
              cell(cells[3]),
              texts(index, cell(cells[4])));
      boolean isModel = component.texts().stream().anyMatch(text -> text.name().equals(MODEL));
      components.add(isModel ? 0 : components.size(), component);
    }
    return components;
  }

  private static String cell(String cell) {
    return cell.strip().replace("\\|", "|");
  }

  private static List<Text> texts(Path index, String names) throws IOException {
    List<Text> texts = new ArrayList<>();
    for (String name : names.split(", ", -1)) {
      Path file = index.resolveSibling(name).normalize();
      if (Files.isDirectory(file)) {
        texts.addAll(textsIn(file));
      } else {
        texts.add(new Text(name, Files.readString(file, StandardCharsets.UTF_8)));
      }
    }
    return texts;
  }

  /** Java's: a directory for each module, most of whose files are links to those of java.base. */
  private static List<Text> textsIn(Path directory) throws IOException {
    List<Text> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file :
          files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS)).sorted().toList()) {
        texts.add(
            new Text(
                directory.relativize(file).toString(),
                new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
      }
    }
    return texts;
  }
}
