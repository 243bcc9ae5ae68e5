package dev.edgeagent.action.builtin;

import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.Params;
import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.ApiSettings;
import dev.edgeagent.llm.BackendChoice;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.SamplingParams;
import dev.edgeagent.llm.Tools;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code llm.*} actions have in common: a node's parameters over {@code settings.llm},
 * checked before gigabytes are loaded.
 */
final class LlmRequest {

  private final Params node;
  private final Params params;
  private final ActionContext context;
  private final BackendChoice choice;
  private final LlmCallParams call;

  /** A call of a backend. */
  interface Call<T> {
    T run(LlmBackend backend) throws ModelException, InterruptedException;
  }

  LlmRequest(Params node, ActionContext context) throws ActionException {
    this.node = node;
    this.context = context;
    Params settings = Params.named(context.llmSettings(), LlmParameters.ALL);
    Map<String, Object> merged = new LinkedHashMap<>();
    for (Parameter parameter : LlmParameters.ALL) {
      String name = parameter.name();
      Object value = node.has(name) ? node.value(name) : settings.value(name);
      if (value != null) {
        merged.put(name, value);
      }
    }
    this.params = new Params(merged);
    try {
      this.choice = choice(settings);
      this.call = callParams();
    } catch (IllegalArgumentException e) {
      throw refused(e);
    } catch (ActionException e) {
      throw placed(e);
    }
  }

  LlmCallParams call() {
    return call;
  }

  /** A node's parameters over {@code settings.llm}. */
  Params params() {
    return params;
  }

  Map<String, Object> chat(AnswerListener listener) throws ActionException, InterruptedException {
    List<ChatMessage> messages = LlmMessages.of(node);
    return result(ask(backend -> backend.chat(messages, call, listener)));
  }

  /** Chats with tools that the model may ask for; what it asks for is in the result. */
  LlmResult chat(List<ChatMessage> messages, Tools tools)
      throws ActionException, InterruptedException {
    return ask(backend -> backend.chat(messages, call.withTools(tools)));
  }

  /** Continues {@code prompt} as it stands; with {@code messages} it is a chat. */
  Map<String, Object> complete(AnswerListener listener)
      throws ActionException, InterruptedException {
    if (node.has("messages")) {
      return chat(listener);
    }
    if (node.has("system")) {
      throw new ActionException(
              "llm.call continues its prompt as it stands and takes no 'system'",
              "use llm.chat, or put it into the prompt")
          .about("system");
    }
    String prompt = node.requiredText("prompt");
    return result(ask(backend -> backend.complete(prompt, call, listener)));
  }

  <T> T ask(Call<T> question) throws ActionException, InterruptedException {
    try {
      return question.run(context.backends().select(choice));
    } catch (ModelException e) {
      throw e.isTemporary()
          ? ActionException.temporary(String.valueOf(e.getMessage()), e.fix(), e)
          : new ActionException(String.valueOf(e.getMessage()), e.fix(), e).about(e.setting());
    }
  }

  /** The form that workflows see; JSON that was asked for is there as a value, too. */
  Map<String, Object> result(LlmResult answer) throws ActionException {
    Map<String, Object> map = answer.asMap();
    if (call.format().isJson()) {
      map.put("parsed", LlmFormat.parsed(answer));
    }
    return map;
  }

  private BackendChoice choice(Params settings) throws ActionException {
    String provider =
        params.has("provider")
            ? params.word("provider", ApiSettings.PROVIDERS, ApiSettings.PROVIDERS.getFirst())
            : null;
    return new BackendChoice(
        params.word("backend", BackendChoice.KINDS, "local".equals(provider) ? "local" : "auto"),
        node.text("model_path").orElse(null),
        settings.text("model_path").orElse(null),
        new LoadSettings(
            params.word("engine", LoadSettings.ENGINES, LoadSettings.AUTO.engine()),
            params.integer("n_gpu_layers").orElse(0),
            params.flag("repack", false)),
        new ApiSettings(
            provider,
            params.text("api_base").orElse(null),
            params.text("api_key").orElse(null),
            params.text("model").orElse(null),
            params.text("deployment").orElse(null),
            params.text("api_version").orElse(null),
            timeout(),
            params.integer("max_retries").orElse(ApiSettings.NONE.maxRetries())));
  }

  private Duration timeout() throws ActionException {
    OptionalDouble seconds = params.number("timeout");
    return seconds.isEmpty()
        ? ApiSettings.NONE.timeout()
        : Duration.ofMillis((long) Math.min(seconds.getAsDouble() * 1000, 1e12));
  }

  private LlmCallParams callParams() throws ActionException {
    return new LlmCallParams(
        new SamplingParams(
            number("temperature"),
            integer("top_k"),
            number("top_p"),
            number("min_p"),
            seed(),
            number("repeat_penalty"),
            number("frequency_penalty"),
            number("presence_penalty")),
        integer("max_tokens"),
        params.texts("stop"),
        LlmFormat.of(params),
        Tools.NONE,
        new ContextSettings(
            contextTokens(),
            params.integer("n_threads").orElse(0),
            params.integer("n_batch").orElse(0),
            KvType.of(params.word("kv_type", KvType.NAMES, KvType.F16.toString())),
            params.text("chat_template").orElse(null)));
  }

  private int contextTokens() throws ActionException {
    if ("auto".equals(params.value("n_ctx"))) {
      return 0;
    }
    try {
      return params.integer("n_ctx").orElse(0);
    } catch (ActionException e) {
      throw params.wrong("n_ctx", "a whole number, or auto");
    }
  }

  /** The records name a parameter at the start of their message. */
  private ActionException refused(IllegalArgumentException e) {
    String[] words = String.valueOf(e.getMessage()).split(" ", 2);
    return placed(
        new ActionException(
                "parameter '" + words[0] + "' " + words[1], "correct it under 'with:'", e)
            .about(words[0]));
  }

  /** What the node does not say, the settings do. */
  private ActionException placed(ActionException e) {
    String name = e.parameter();
    return name == null || node.has(name) || e.choice() != null
        ? e
        : new ActionException(
                String.valueOf(e.getMessage()), "correct it in settings.llm", e.getCause())
            .about(name);
  }

  /** -1 means none, as in llama.cpp. */
  private @Nullable Integer seed() throws ActionException {
    Integer seed = integer("seed");
    return seed == null || seed < 0 ? null : seed;
  }

  private @Nullable Double number(String name) throws ActionException {
    OptionalDouble number = params.number(name);
    return number.isPresent() ? (Double) number.getAsDouble() : null;
  }

  private @Nullable Integer integer(String name) throws ActionException {
    OptionalInt integer = params.integer(name);
    return integer.isPresent() ? (Integer) integer.getAsInt() : null;
  }
}
