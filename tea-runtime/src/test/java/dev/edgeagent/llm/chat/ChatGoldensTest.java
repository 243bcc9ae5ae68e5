package dev.edgeagent.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.json.Json;
import dev.edgeagent.template.Template;
import dev.edgeagent.template.TemplateException;
import dev.edgeagent.template.TemplateOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Chat templates give what Python's Jinja2 gives, set up as transformers does: {@code
 * script/chat-goldens} writes what is wanted. {@code -Dtea.chat.templates=DIR} takes other
 * templates, such as those of real models, than the project's own.
 */
class ChatGoldensTest {

  private static final Path OWN = Path.of("src/test/resources/chat-templates");
  private static final Path BUILT_IN = Path.of("src/main/resources/dev/edgeagent/llm/chat");
  private static final Path GIVEN =
      System.getProperty("tea.chat.templates") == null
          ? OWN
          : Path.of(System.getProperty("tea.chat.templates"));

  private static final TemplateOptions OPTIONS =
      TemplateOptions.chat()
          .withClock(Clock.fixed(Instant.parse("2026-07-05T09:08:07Z"), ZoneOffset.UTC));

  @TestFactory
  Stream<DynamicTest> givesWhatPythonGives() throws Exception {
    Map<String, Object> cases = object(OWN.resolve("conversations.json"));
    return object(GIVEN.resolve("goldens.json")).entrySet().stream()
        .map(
            golden ->
                DynamicTest.dynamicTest(
                    golden.getKey(),
                    () -> compare(template(golden.getKey()), cases, map(golden.getValue()))));
  }

  private static String template(String name) throws Exception {
    Path file = GIVEN.resolve(name + ".jinja");
    return Files.readString(Files.exists(file) ? file : BUILT_IN.resolve(name + ".jinja"));
  }

  private static void compare(String source, Map<String, Object> cases, Map<String, Object> wanted)
      throws Exception {
    Template template = Template.parse(source, OPTIONS);
    Map<String, Object> got = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : map(cases.get("conversations")).entrySet()) {
      got.put(entry.getKey(), rendered(template, map(entry.getValue()), cases));
    }
    assertThat(Json.pretty(got)).isEqualTo(Json.pretty(wanted));
  }

  private static Map<String, String> rendered(
      Template template, Map<String, Object> conversation, Map<String, Object> cases) {
    Map<String, Object> context = new LinkedHashMap<>(conversation);
    context.putIfAbsent("add_generation_prompt", true);
    context.put("bos_token", "<BOS>");
    context.put("eos_token", "<EOS>");
    if (conversation.get("tools") instanceof List<?> names) {
      List<Object> tools = new ArrayList<>();
      names.forEach(name -> tools.add(cases.get(name)));
      context.put("tools", tools);
    }
    try {
      return Map.of("text", template.render(context));
    } catch (TemplateException e) {
      return Map.of(
          "error",
          switch (e.kind()) {
            case TEMPLATE -> "raised: " + e.what();
            case UNDEFINED -> "undefined";
            default -> "type";
          });
    }
  }

  private static Map<String, Object> object(Path file) throws Exception {
    return map(Json.parse(Files.readString(file)));
  }

  @SuppressWarnings("unchecked") // the form of the files
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
