package dev.edgeagent.llm.chat;

import dev.edgeagent.llm.Tool;
import dev.edgeagent.template.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a chat template does with what not every model knows. Templates do not say it, so it is
 * tried: a short conversation is rendered, and what of it appears was understood.
 *
 * @param systemRole whether it writes a system message
 * @param offer how it takes tools
 * @param calls how it takes the calls of earlier turns
 * @param severalCalls whether one turn may have more than one call
 * @param toolRole whether it knows messages of the role {@code tool}
 * @param nineCharacterIds whether it demands ids of calls to be nine letters and digits, as
 *     Mistral's do
 */
record TemplateAbilities(
    boolean systemRole,
    Offer offer,
    Calls calls,
    boolean severalCalls,
    boolean toolRole,
    boolean nineCharacterIds) {

  /** How tools are offered. */
  enum Offer {
    /** The variable {@code tools}. */
    VARIABLE,
    /** The key {@code tools} of the system message, JSON text, as Phi-4-mini's has it. */
    SYSTEM_KEY,
    /** Not at all: by words in the system message. */
    WORDS
  }

  /** How calls are taken. */
  enum Calls {
    /** {@code tool_calls} whose arguments are objects. */
    OBJECTS,
    /** {@code tool_calls} whose arguments are JSON text. */
    TEXTS,
    /** Not at all: as part of the content. */
    CONTENT
  }

  private static final Pattern TOOL_ROLE = Pattern.compile("['\"](tool|tool_results|ipython)['\"]");
  private static final Pattern NINE = Pattern.compile("length\\s*!=\\s*9");

  static TemplateAbilities of(ChatTemplate template) {
    var probe = new Probe(template);
    Offer offer = probe.offer();
    // A model that is told in words how to call shall see its calls in that form, too.
    Calls calls = offer == Offer.VARIABLE ? probe.calls() : Calls.CONTENT;
    return new TemplateAbilities(
        probe.shows("tea-system", List.of(Probe.said("system", "tea-system"), Probe.USER)),
        offer,
        calls,
        calls != Calls.CONTENT && probe.severalCalls(calls),
        calls != Calls.CONTENT && probe.toolRole(calls),
        NINE.matcher(template.source()).find());
  }

  private record Probe(ChatTemplate template) {

    private static final Map<String, Object> USER = said("user", "tea-user");
    private static final Tool TOOL =
        new Tool(
            "tea_tool",
            "tea-description",
            Map.of(
                "type",
                "object",
                "properties",
                Map.of("key", Map.of("type", "string", "description", "tea-key")),
                "required",
                List.of("key")));

    static Map<String, Object> said(String role, String content) {
      Map<String, Object> message = new LinkedHashMap<>();
      message.put("role", role);
      message.put("content", content);
      return message;
    }

    Offer offer() {
      if (shows("tea_tool", List.of(USER))) {
        return Offer.VARIABLE;
      }
      Map<String, Object> system = said("system", "tea-system");
      system.put("tools", "tea_tools_as_text");
      return shows("tea_tools_as_text", List.of(system, USER)) ? Offer.SYSTEM_KEY : Offer.WORDS;
    }

    Calls calls() {
      for (Calls form : List.of(Calls.OBJECTS, Calls.TEXTS)) {
        if (shows("\"tea_key_1\"", List.of(USER, called(form, 1), USER))
            || shows("\"tea_key_1\"", List.of(USER, called(form, 1), result(1)))) {
          return form;
        }
      }
      return Calls.CONTENT;
    }

    boolean severalCalls(Calls form) {
      return shows("tea_key_2", List.of(USER, called(form, 2), USER))
          || shows("tea_key_2", List.of(USER, called(form, 2), result(1), result(2)));
    }

    boolean toolRole(Calls form) {
      return TOOL_ROLE.matcher(template.source()).find()
          && shows("tea-result-1", List.of(USER, called(form, 1), result(1)));
    }

    private static Map<String, Object> called(Calls form, int count) {
      List<Object> calls = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        Object arguments =
            form == Calls.OBJECTS
                ? Map.of("tea_key_" + i, "value")
                : "{\"tea_key_" + i + "\": \"value\"}";
        calls.add(
            Map.of(
                "id",
                "teacall0" + i,
                "type",
                "function",
                "function",
                Map.of("name", "tea_tool", "arguments", arguments)));
      }
      Map<String, Object> message = said("assistant", "");
      message.put("tool_calls", calls);
      return message;
    }

    private static Map<String, Object> result(int number) {
      Map<String, Object> message = said("tool", "tea-result-" + number);
      message.put("tool_call_id", "teacall0" + number);
      message.put("name", "tea_tool");
      return message;
    }

    boolean shows(String text, List<Map<String, Object>> messages) {
      try {
        return template.tryRender(messages, List.of(TOOL), SpecialTokens.NONE).contains(text);
      } catch (TemplateException e) {
        return false; // it refuses such a conversation: that is the answer
      }
    }
  }
}
