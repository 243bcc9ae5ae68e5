package dev.edgeagent.action.builtin;

import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import dev.edgeagent.json.Json;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.Sampling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code llm.*} actions have in common: a node's parameters over {@code settings.llm} over
 * the model's defaults.
 */
final class LlmRequest {

  /** Enough for an answer of a page; a longer one ends with finish_reason "length". */
  private static final int DEFAULT_MAX_TOKENS = 512;

  static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.optional("prompt", ParameterType.TEXT, "what the model continues or answers"),
          Parameter.optional(
              "system", ParameterType.TEXT, "what the model is told before the prompt"),
          Parameter.optional(
              "messages", ParameterType.LIST, "the conversation: maps with role and content"),
          Parameter.optional("max_tokens", ParameterType.INTEGER, "the longest answer, in tokens"),
          Parameter.optional(
              "temperature",
              ParameterType.NUMBER,
              "0 for the likeliest answer, higher for variety"),
          Parameter.optional(
              "top_k", ParameterType.INTEGER, "samples from that many likeliest tokens"),
          Parameter.optional(
              "top_p",
              ParameterType.NUMBER,
              "samples from the likeliest tokens up to that probability"),
          Parameter.optional(
              "min_p",
              ParameterType.NUMBER,
              "leaves out tokens that are that much less likely than the best"),
          Parameter.optional("seed", ParameterType.INTEGER, "the same seed gives the same answer"),
          Parameter.optional("stop", ParameterType.LIST, "texts that end the answer"),
          Parameter.optional("n_ctx", ParameterType.INTEGER, "the context, in tokens"),
          Parameter.optional("n_threads", ParameterType.INTEGER, "threads that compute"),
          Parameter.optional("model_path", ParameterType.TEXT, "a GGUF file"),
          Parameter.optional("backend", ParameterType.TEXT, "local, api or auto"));

  private static final Sampling NEUTRAL = new Sampling(0, 0, 1, 0, 0);

  private static final Set<String> ROLES = Set.of("system", "user", "assistant");

  private final Params node;
  private final Params params;
  private final Params settings;
  private final ActionContext context;

  /** A call of a backend. */
  interface Generation {
    LlmResult run(LlmBackend backend, LlmCallParams params)
        throws ModelException, InterruptedException;
  }

  LlmRequest(Params node, ActionContext context) {
    this.node = node;
    this.context = context;
    this.settings = new Params(context.llmSettings());
    Map<String, Object> merged = new LinkedHashMap<>(context.llmSettings());
    for (Parameter parameter : PARAMETERS) {
      String name = parameter.name();
      if (node.has(name)) {
        merged.put(name, node.value(name));
      }
    }
    this.params = new Params(merged);
  }

  Map<String, Object> chat() throws ActionException, InterruptedException {
    List<ChatMessage> messages = messages();
    return run((backend, call) -> backend.chat(messages, call));
  }

  Map<String, Object> run(Generation generation) throws ActionException, InterruptedException {
    callParams(NEUTRAL); // so that a wrong parameter is reported before gigabytes are loaded
    try {
      LlmBackend backend =
          context
              .backends()
              .select(
                  params.text("backend").orElse("auto"),
                  node.text("model_path").orElse(null),
                  settings.text("model_path").orElse(null));
      return generation.run(backend, callParams(backend.defaultSampling())).asMap();
    } catch (ModelException e) {
      throw new ActionException(String.valueOf(e.getMessage()), e.fix(), e);
    }
  }

  private LlmCallParams callParams(Sampling defaults) throws ActionException {
    try {
      var sampling =
          new Sampling(
              params.number("temperature").orElse(defaults.temperature()),
              params.integer("top_k").orElse(defaults.topK()),
              params.number("top_p").orElse(defaults.topP()),
              params.number("min_p").orElse(defaults.minP()),
              seed());
      return new LlmCallParams(
          sampling,
          params.integer("max_tokens").orElse(DEFAULT_MAX_TOKENS),
          params.texts("stop"),
          "auto".equals(params.value("n_ctx")) ? 0 : params.integer("n_ctx").orElse(0),
          params.integer("n_threads").orElse(0));
    } catch (IllegalArgumentException e) {
      throw new ActionException(
          "parameter " + e.getMessage(), "correct it under 'with:' or in settings.llm", e);
    }
  }

  /** The user's; a random one where there is none, or -1. */
  private int seed() throws ActionException {
    int seed = params.integer("seed").orElse(-1);
    return seed >= 0 ? seed : ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
  }

  /** {@code messages} if given, else {@code system} and {@code prompt}. */
  private List<ChatMessage> messages() throws ActionException {
    List<ChatMessage> messages = new ArrayList<>();
    switch (node.value("messages")) {
      case null -> {
        String prompt = node.requiredText("prompt");
        node.text("system").ifPresent(system -> messages.add(new ChatMessage("system", system)));
        messages.add(new ChatMessage("user", prompt));
      }
      case List<?> list when !list.isEmpty() -> {
        for (int i = 0; i < list.size(); i++) {
          messages.add(message(list.get(i), i + 1));
        }
      }
      default -> throw node.wrong("messages", "a list of messages with 'role' and 'content'");
    }
    return messages;
  }

  private static ChatMessage message(@Nullable Object item, int number) throws ActionException {
    if (item instanceof Map<?, ?> map
        && map.get("role") instanceof String role
        && (map.get("content") instanceof String
            || map.get("content") instanceof Number
            || map.get("content") instanceof Boolean)) {
      if (ROLES.contains(role)) {
        return new ChatMessage(role, map.get("content").toString());
      }
      throw new ActionException(
          "message " + number + " has the unknown role '" + role + "'",
          "use system, user or assistant");
    }
    throw new ActionException(
        "message "
            + number
            + " must be a map with 'role' and 'content', both texts, got "
            + Json.compact(item),
        "check it under 'messages:', and the names in its templates");
  }
}
