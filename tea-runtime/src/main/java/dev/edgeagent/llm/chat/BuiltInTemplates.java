package dev.edgeagent.llm.chat;

import dev.edgeagent.template.Template;
import dev.edgeagent.template.TemplateException;
import dev.edgeagent.template.TemplateOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Chat formats by name, for models whose files have no template. */
final class BuiltInTemplates {

  /** Those that {@code chat_template} can name. */
  static final List<String> NAMES = List.of("phi", "gemma", "llama3", "chatml", "mistral", "none");

  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("phi3", "phi"),
          Map.entry("phi4", "phi"),
          Map.entry("gemma2", "gemma"),
          Map.entry("gemma3", "gemma"),
          Map.entry("gemma3n", "gemma"),
          Map.entry("llama31", "llama3"),
          Map.entry("llama32", "llama3"),
          Map.entry("qwen", "chatml"),
          Map.entry("qwen2", "chatml"),
          Map.entry("qwen3", "chatml"),
          Map.entry("mistralinstruct", "mistral"));

  private BuiltInTemplates() {}

  /**
   * The text of a format's template.
   *
   * @param name in any case, with or without {@code -}, {@code _} and {@code .}
   */
  static Optional<String> find(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
    String known = OTHER_NAMES.getOrDefault(plain, plain);
    return NAMES.contains(known) ? Optional.of(text(known)) : Optional.empty();
  }

  /** A template of ours, which is right. */
  static Template template(String name) {
    try {
      return Template.parse(text(name), TemplateOptions.chat());
    } catch (TemplateException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static String text(String name) {
    String file = name + ".jinja";
    try (InputStream in = BuiltInTemplates.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("not in the jar: " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
