package dev.edgeagent.action.builtin;

import static dev.edgeagent.action.Parameter.optional;

import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.llm.KvType;
import java.util.ArrayList;
import java.util.List;

/** The parameters of the {@code llm.*} actions. All of them may also stand in settings.llm. */
final class LlmParameters {

  /** Who answers. */
  private static final List<Parameter> BACKEND =
      List.of(
          optional("backend", ParameterType.TEXT, "local, api or auto"),
          optional("model_path", ParameterType.TEXT, "a GGUF file"),
          optional("engine", ParameterType.TEXT, "of a local model: auto, llamacpp or jllama"),
          optional("n_ctx", ParameterType.INTEGER, "the context, in tokens; auto"),
          optional("n_threads", ParameterType.INTEGER, "threads that compute"),
          optional("n_batch", ParameterType.INTEGER, "tokens of a prompt read at a time"),
          optional("n_gpu_layers", ParameterType.INTEGER, "layers that a GPU computes; 0"),
          optional(
              "kv_type",
              ParameterType.TEXT,
              "precision of the context: " + String.join(", ", KvType.NAMES)),
          optional("repack", ParameterType.BOOLEAN, "faster prompts for more memory"),
          optional("provider", ParameterType.TEXT, "of an API: openai, azure, ollama or auto"),
          optional("model", ParameterType.TEXT, "what an API calls the model"),
          optional("deployment", ParameterType.TEXT, "what Azure calls it"),
          optional("api_base", ParameterType.TEXT, "address of an API, up to /v1").or("api_url"),
          optional("api_key", ParameterType.TEXT, "better in the environment: OPENAI_API_KEY"),
          optional("api_version", ParameterType.TEXT, "of Azure's API"),
          optional("timeout", ParameterType.NUMBER, "seconds that an API may take"),
          optional("max_retries", ParameterType.INTEGER, "of an API that is busy"));

  /** What is said. */
  private static final List<Parameter> CONVERSATION =
      List.of(
          optional("prompt", ParameterType.TEXT, "what the model continues or answers"),
          optional("system", ParameterType.TEXT, "what the model is told before the prompt"),
          optional("messages", ParameterType.LIST, "the conversation: maps with role and content"));

  /** How the answer is made. */
  private static final List<Parameter> GENERATION =
      List.of(
          optional("max_tokens", ParameterType.INTEGER, "the longest answer, in tokens"),
          optional(
              "temperature",
              ParameterType.NUMBER,
              "0 for the likeliest answer, higher for variety"),
          optional("top_k", ParameterType.INTEGER, "samples from that many likeliest tokens"),
          optional(
              "top_p",
              ParameterType.NUMBER,
              "samples from the likeliest tokens up to that probability"),
          optional(
              "min_p",
              ParameterType.NUMBER,
              "leaves out tokens that are that much less likely than the best"),
          optional("seed", ParameterType.INTEGER, "the same seed gives the same answer"),
          optional("repeat_penalty", ParameterType.NUMBER, "above 1: repeats less; local only"),
          optional(
              "frequency_penalty", ParameterType.NUMBER, "above 0: repeats less, by how often"),
          optional("presence_penalty", ParameterType.NUMBER, "above 0: turns to something new"),
          optional("stop", ParameterType.LIST, "texts that end the answer"),
          optional("response_format", ParameterType.MAP, "text, json_object or json_schema"),
          optional("grammar", ParameterType.TEXT, "GBNF that the answer keeps to; local only"),
          optional("chat_template", ParameterType.TEXT, "Jinja in place of the model's own")
              .or("chat_format"));

  /** All of {@code llm.call}, {@code llm.chat} and {@code llm.stream}. */
  static final List<Parameter> ALL = join(CONVERSATION, GENERATION, BACKEND);

  /** Of what needs no answer, such as {@code llm.embed}. */
  static final List<Parameter> NO_ANSWER = BACKEND;

  private LlmParameters() {}

  @SafeVarargs
  static List<Parameter> join(List<Parameter>... lists) {
    List<Parameter> all = new ArrayList<>();
    for (List<Parameter> list : lists) {
      all.addAll(list);
    }
    return List.copyOf(all);
  }
}
