package dev.edgeagent.template;

import dev.edgeagent.json.Json;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What Python's Jinja2 3.1 made of some templates: jinja-golden.json. */
final class GoldenTemplates {

  /**
   * @param nativeValue whether the output is the repr of the expression's value
   */
  record Group(
      String profile, boolean nativeValue, Map<String, Object> context, List<Case> cases) {}

  /**
   * @param output null if there is an error
   * @param error the name of a TemplateException.Kind, or null
   */
  record Case(String template, String output, String error) {}

  private GoldenTemplates() {}

  @SuppressWarnings("unchecked")
  static List<Group> groups() throws Exception {
    try (InputStream in = GoldenTemplates.class.getResourceAsStream("jinja-golden.json")) {
      List<Group> groups = new ArrayList<>();
      for (Object group :
          (List<Object>) Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8))) {
        Map<String, Object> read = (Map<String, Object>) group;
        List<Case> cases = new ArrayList<>();
        for (Object item : (List<Object>) read.get("cases")) {
          Map<String, Object> one = (Map<String, Object>) item;
          cases.add(
              new Case(
                  (String) one.get("template"),
                  (String) one.get("output"),
                  (String) one.get("error")));
        }
        groups.add(
            new Group(
                (String) read.get("profile"),
                (Boolean) read.get("native"),
                (Map<String, Object>) read.get("context"),
                cases));
      }
      return groups;
    }
  }

  static TemplateOptions options(String profile) {
    return switch (profile) {
      case "chat" ->
          TemplateOptions.chat()
              .withClock(Clock.fixed(Instant.parse("2025-03-04T05:06:07Z"), ZoneOffset.UTC));
      case "workflow" -> TemplateOptions.workflow();
      case "strict" -> TemplateOptions.jinja().withStrictUndefined(true);
      case "trim" -> TemplateOptions.jinja().withBlocks(true, false);
      case "lstrip" -> TemplateOptions.jinja().withBlocks(false, true);
      case "both" -> TemplateOptions.jinja().withBlocks(true, true);
      default -> TemplateOptions.jinja();
    };
  }
}
