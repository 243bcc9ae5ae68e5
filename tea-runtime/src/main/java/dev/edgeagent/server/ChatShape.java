package dev.edgeagent.server;

import dev.edgeagent.llm.LlmResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code chat.completion} and {@code chat.completion.chunk}. */
record ChatShape(Envelope envelope) implements AnswerShape {

  private static final String CHUNK = "chat.completion.chunk";

  @Override
  public Map<String, @Nullable Object> whole(LlmResult result) {
    boolean hasCalls = !result.toolCalls().isEmpty();
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("role", "assistant");
    message.put("content", hasCalls && result.content().isEmpty() ? null : result.content());
    message.put("refusal", null);
    if (hasCalls) {
      message.put("tool_calls", result.toolCalls().stream().map(call -> call.asMap()).toList());
    }
    Map<String, @Nullable Object> whole =
        envelope.with(
            "chat.completion", Envelope.choice("message", message, result.finishReason()));
    whole.put("usage", result.usage().asMap());
    whole.put("timings", result.timings().asMap());
    return whole;
  }

  @Override
  public List<Map<String, @Nullable Object>> begin() {
    Map<String, Object> delta = new LinkedHashMap<>();
    delta.put("role", "assistant");
    delta.put("content", "");
    return List.of(chunk(delta, null));
  }

  @Override
  public Map<String, @Nullable Object> piece(String text) {
    return chunk(Map.of("content", text), null);
  }

  @Override
  public List<Map<String, @Nullable Object>> end(LlmResult result) {
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    for (int i = 0; i < result.toolCalls().size(); i++) {
      Map<String, Object> call = new LinkedHashMap<>();
      call.put("index", i);
      call.putAll(result.toolCalls().get(i).asMap());
      events.add(chunk(Map.of("tool_calls", List.of(call)), null));
    }
    Map<String, @Nullable Object> last = chunk(Map.of(), result.finishReason());
    last.put("timings", result.timings().asMap());
    events.add(last);
    return events;
  }

  @Override
  public Map<String, @Nullable Object> usage(LlmResult result) {
    return envelope.usage(CHUNK, result);
  }

  private Map<String, @Nullable Object> chunk(
      Map<String, Object> delta, LlmResult.@Nullable FinishReason reason) {
    return envelope.with(CHUNK, Envelope.choice("delta", delta, reason));
  }
}
