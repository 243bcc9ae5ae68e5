package dev.edgeagent.server;

import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.EmbedResult;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LlmResult.FinishReason;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.ToolCall;
import dev.edgeagent.llm.Usage;
import java.util.ArrayList;
import java.util.List;

/** A model that takes as long as a test needs, and asks for tools when it is told to. */
final class ScriptedModel implements LlmBackend {

  /** What the model does with the last message, or the prompt. */
  @FunctionalInterface
  interface Script {
    LlmResult answer(String text, LlmCallParams params, AnswerListener listener)
        throws ModelException, InterruptedException;
  }

  private final Script script;

  ScriptedModel(Script script) {
    this.script = script;
  }

  /** Asks for each of the tools with no arguments, after a few words; otherwise it answers "no". */
  static ScriptedModel ofTools() {
    return new ScriptedModel(
        (_, params, listener) -> {
          String text = params.tools().isEmpty() ? "no" : "";
          if (!text.isEmpty()) {
            listener.onText(text);
          }
          List<ToolCall> calls = new ArrayList<>();
          if (!params.tools().isEmpty()) {
            params.tools().all().stream()
                .filter(tool -> List.of("auto", tool.name()).contains(params.tools().choice()))
                .forEach(
                    tool ->
                        calls.add(new ToolCall("call_" + calls.size(), tool.name(), "{\"a\":1}")));
          }
          return result(text, calls);
        });
  }

  static LlmResult result(String text, List<ToolCall> calls) {
    return new LlmResult(
        text,
        "scripted",
        "local",
        calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS,
        calls,
        new Usage(3, 2),
        LlmResult.Timings.UNKNOWN);
  }

  @Override
  public String model() {
    return "scripted";
  }

  @Override
  public LlmResult complete(String prompt, LlmCallParams params, AnswerListener listener)
      throws ModelException, InterruptedException {
    return script.answer(prompt, params, listener);
  }

  @Override
  public LlmResult chat(List<ChatMessage> messages, LlmCallParams params, AnswerListener listener)
      throws ModelException, InterruptedException {
    return script.answer(messages.getLast().content(), params, listener);
  }

  /** A vector of two numbers for each text, which its length turns. */
  @Override
  public EmbedResult embed(List<String> texts, ContextSettings context) {
    List<float[]> vectors = new ArrayList<>();
    for (String text : texts) {
      vectors.add(new float[] {(float) Math.cos(text.length()), (float) Math.sin(text.length())});
    }
    return new EmbedResult(vectors, "scripted", "local", 7);
  }

  @Override
  public void close() {}
}
