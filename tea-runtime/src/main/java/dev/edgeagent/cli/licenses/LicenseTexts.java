package dev.edgeagent.cli.licenses;

import dev.edgeagent.cli.licenses.Component.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The licences of what runs here.
 *
 * @param source where they are from, for the reader
 * @param components the model first, if it is part of this program
 */
public record LicenseTexts(String source, List<Component> components) {

  private static final String RULE = "=".repeat(80) + "\n";

  public LicenseTexts {
    components = List.copyOf(components);
  }

  /**
   * Those of the AppImage, or, outside of one, of tea and of the jars that it runs with.
   *
   * @param appDir {@code $APPDIR}; empty if there is none
   * @param version of tea
   * @throws IOException if they cannot be read
   */
  public static LicenseTexts of(String appDir, String version) throws IOException {
    Path index = Path.of(appDir, "usr/share/doc/tea/licenses.md");
    if (!appDir.isEmpty() && Files.isRegularFile(index)) {
      return new LicenseTexts(index.toString(), ImageLicenses.of(index));
    }
    List<Component> all = new ArrayList<>();
    all.add(new Component("tea", version, "Apache-2.0", List.of(own())));
    JarLicenses.of(System.getProperty("java.class.path", "")).stream()
        .filter(component -> !component.name().equals("tea-runtime"))
        .forEach(all::add);
    return new LicenseTexts("the class path; this is not an AppImage", all);
  }

  private static Text own() throws IOException {
    try (InputStream in = LicenseTexts.class.getResourceAsStream("/META-INF/LICENSE")) {
      if (in == null) {
        throw new IOException("META-INF/LICENSE is missing in the jar");
      }
      return new Text("LICENSE", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Name, version and licence of each; the model's notice above all. */
  public String list() {
    var text = new StringBuilder();
    components.stream()
        .flatMap(component -> component.texts().stream())
        .filter(one -> one.name().equals("MODEL"))
        .forEach(model -> text.append(model.content().strip()).append("\n\n"));
    int name = components.stream().mapToInt(one -> one.name().length()).max().orElse(0);
    int version = components.stream().mapToInt(one -> one.version().length()).max().orElse(0);
    for (Component one : components) {
      text.append(one.name()).repeat(' ', name - one.name().length() + 2);
      text.append(one.version()).repeat(' ', version - one.version().length() + 2);
      text.append(one.license()).append('\n');
    }
    return text.toString();
  }

  /** The names of the components. */
  public List<String> names() {
    return components.stream().map(Component::name).toList();
  }

  /** The components of that name; if there are none, those that have it in their name. */
  public List<Component> named(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    List<Component> exact =
        components.stream().filter(one -> one.name().equalsIgnoreCase(name)).toList();
    return exact.isEmpty()
        ? components.stream()
            .filter(one -> one.name().toLowerCase(Locale.ROOT).contains(wanted))
            .toList()
        : exact;
  }

  /** All texts of some components, each below a heading. */
  public static String texts(List<Component> components) {
    return components.stream().map(LicenseTexts::text).collect(Collectors.joining("\n"));
  }

  private static String text(Component component) {
    var text = new StringBuilder();
    text.append(RULE).append((component.name() + " " + component.version()).strip());
    text.append(": ").append(component.license()).append('\n').append(RULE);
    if (component.texts().isEmpty()) {
      text.append("\nIts authors put no text into it.\n");
    }
    for (Text one : component.texts()) {
      text.append("\n--- ").append(one.name()).append("\n\n");
      text.append(one.content().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
