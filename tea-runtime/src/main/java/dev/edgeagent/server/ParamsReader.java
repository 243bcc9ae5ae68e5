package dev.edgeagent.server;

import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.ResponseFormat;
import dev.edgeagent.llm.SamplingParams;
import dev.edgeagent.llm.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What chats and completions have in common: how the answer is made. */
final class ParamsReader {

  private ParamsReader() {}

  /**
   * @param tools those of the request
   * @param context the server's
   */
  static LlmCallParams read(Fields body, Tools tools, ContextSettings context)
      throws RequestException {
    body.unsupported("n", 1L);
    body.unsupported("logit_bias", java.util.Map.of());
    // Of those who ask, and of where OpenAI keeps and computes what.
    body.ignore("user", "metadata", "store", "service_tier", "safety_identifier");
    body.ignore("prompt_cache_key", "prompt_cache_retention", "parallel_tool_calls");
    body.ignore("reasoning_effort", "verbosity");
    try {
      return new LlmCallParams(
          new SamplingParams(
              body.number("temperature"),
              integer(body, "top_k"),
              body.number("top_p"),
              body.number("min_p"),
              seed(body),
              body.number("repeat_penalty"),
              body.number("frequency_penalty"),
              body.number("presence_penalty")),
          maxTokens(body),
          stop(body),
          format(body),
          tools,
          context);
    } catch (IllegalArgumentException e) { // its message begins with the parameter's name
      String message = String.valueOf(e.getMessage());
      throw RequestException.invalid(message.split(" ", 2)[0], message, "invalid_value");
    }
  }

  private static @Nullable Integer integer(Fields body, String key) throws RequestException {
    Long value = body.integer(key);
    return value == null ? null : (Integer) Math.clamp(value, -1, Integer.MAX_VALUE);
  }

  /** Below 0 is none, as in llama.cpp; OpenAI's have 64 bits, of which a model takes 31. */
  private static @Nullable Integer seed(Fields body) throws RequestException {
    Long seed = body.integer("seed");
    return seed == null || seed < 0 ? null : (Integer) (Long.hashCode(seed) & Integer.MAX_VALUE);
  }

  private static @Nullable Integer maxTokens(Fields body) throws RequestException {
    Integer old = integer(body, "max_tokens");
    Integer current = integer(body, "max_completion_tokens");
    if (old != null && current != null && !Objects.equals(old, current)) {
      throw RequestException.invalid(
          "max_tokens",
          "'max_tokens' is " + old + ", and 'max_completion_tokens' " + current + ": give one",
          null);
    }
    return current == null ? old : current;
  }

  private static List<String> stop(Fields body) throws RequestException {
    if (body.value("stop") instanceof String one) {
      return List.of(one);
    }
    List<String> stops = new ArrayList<>();
    for (Object item : body.list("stop")) {
      if (!(item instanceof String text)) {
        throw Fields.wrong("stop", "a string or a list of strings", item);
      }
      stops.add(text);
    }
    return stops;
  }

  private static ResponseFormat format(Fields body) throws RequestException {
    String grammar = body.text("grammar");
    Fields format = body.object("response_format");
    if (grammar != null && format != null) {
      throw RequestException.invalid(
          "grammar", "'grammar' and 'response_format' exclude each other: leave one out", null);
    }
    if (grammar != null) {
      return new ResponseFormat.Grammar(grammar);
    }
    if (format == null) {
      return new ResponseFormat.Text();
    }
    String type = format.requiredText("type");
    ResponseFormat read =
        switch (type) {
          case "text" -> new ResponseFormat.Text();
          case "json_object" -> new ResponseFormat.JsonObject();
          case "json_schema" -> schema(format.requiredObject("json_schema"));
          default ->
              throw Fields.wrong(format.path("type"), "text, json_object or json_schema", type);
        };
    format.requireNoOthers();
    return read;
  }

  private static ResponseFormat schema(Fields named) throws RequestException {
    String name = named.text("name");
    named.ignore("description");
    var read =
        new ResponseFormat.JsonSchema(
            name == null ? "answer" : name,
            named.requiredObject("schema").asMap(),
            named.flag("strict"));
    named.requireNoOthers();
    return read;
  }
}
