package dev.edgeagent.server;

import dev.edgeagent.llm.LlmResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code text_completion}, in a stream and whole. */
record CompletionShape(Envelope envelope) implements AnswerShape {

  private static final String OBJECT = "text_completion";

  @Override
  public Map<String, @Nullable Object> whole(LlmResult result) {
    Map<String, @Nullable Object> whole = text(result.content(), result.finishReason());
    whole.put("usage", result.usage().asMap());
    whole.put("timings", result.timings().asMap());
    return whole;
  }

  @Override
  public List<Map<String, @Nullable Object>> begin() {
    return List.of();
  }

  @Override
  public Map<String, @Nullable Object> piece(String text) {
    return text(text, null);
  }

  @Override
  public List<Map<String, @Nullable Object>> end(LlmResult result) {
    Map<String, @Nullable Object> last = text("", result.finishReason());
    last.put("timings", result.timings().asMap());
    return List.of(last);
  }

  @Override
  public Map<String, @Nullable Object> usage(LlmResult result) {
    return envelope.usage(OBJECT, result);
  }

  private Map<String, @Nullable Object> text(String text, LlmResult.@Nullable FinishReason reason) {
    return envelope.with(OBJECT, Envelope.choice("text", text, reason));
  }
}
