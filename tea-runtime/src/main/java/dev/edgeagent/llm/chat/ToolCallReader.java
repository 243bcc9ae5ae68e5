package dev.edgeagent.llm.chat;

import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LlmResult.FinishReason;
import dev.edgeagent.llm.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Takes an answer piece by piece and tells the text of it, but nothing that may become a call. A
 * call that is broken is text.
 */
public final class ToolCallReader implements AnswerListener {

  private static final String ID_CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 9;

  private final boolean mayCall;
  private final int seed;
  private final AnswerListener listener;
  private final StringBuilder text = new StringBuilder();
  private int told;
  private boolean isWanted = true;

  ToolCallReader(boolean mayCall, int seed, AnswerListener listener) {
    this.mayCall = mayCall;
    this.seed = seed;
    this.listener = listener;
  }

  @Override
  public boolean onText(String piece) {
    if (!mayCall) {
      return listener.onText(piece);
    }
    text.append(piece);
    tell(text, CallOpeners.safeEnd(text, told));
    return isWanted;
  }

  /**
   * The result with the calls taken out of its text; the listener is told what is left of it.
   *
   * @param answer whose content is what {@link #onText} was told
   */
  public LlmResult finish(LlmResult answer) {
    if (!mayCall) {
      return answer;
    }
    CallParser.Parts parts = CallParser.parse(answer.content());
    tell(parts.text(), parts.text().length());
    List<ToolCall> calls = named(answer.content(), parts.calls());
    boolean isCalling = !calls.isEmpty() && answer.finishReason() != FinishReason.CANCELLED;
    return new LlmResult(
        parts.text().substring(0, told), // less than all of it if the listener wanted no more
        answer.model(),
        answer.backend(),
        isCalling ? FinishReason.TOOL_CALLS : answer.finishReason(),
        isCalling ? calls : List.of(),
        answer.usage(),
        answer.timings());
  }

  private void tell(CharSequence all, int end) {
    if (end > told && isWanted) {
      String piece = all.subSequence(told, end).toString();
      told = end;
      isWanted = listener.onText(piece);
    }
  }

  private List<ToolCall> named(String answer, List<CallJson.Call> calls) {
    var random = new SplittableRandom(31L * seed + answer.hashCode());
    List<ToolCall> named = new ArrayList<>();
    for (CallJson.Call call : calls) {
      var id = new StringBuilder("call_");
      for (int i = 0; i < ID_LENGTH; i++) {
        id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
      }
      named.add(new ToolCall(id.toString(), call.name(), call.arguments()));
    }
    return named;
  }
}
