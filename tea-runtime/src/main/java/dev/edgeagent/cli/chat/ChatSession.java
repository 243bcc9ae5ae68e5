package dev.edgeagent.cli.chat;

import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with a model. All of it is sent each time; what a local model has read already, it
 * does not read again.
 */
final class ChatSession {

  private final LlmBackend backend;
  private final LlmCallParams params;
  private final List<ChatMessage> turns = new ArrayList<>();
  private @Nullable String system;

  /**
   * @param system what the model is told before the conversation; null for nothing
   */
  ChatSession(LlmBackend backend, LlmCallParams params, @Nullable String system) {
    this.backend = backend;
    this.params = params;
    this.system = system;
  }

  /**
   * Says something and waits for the answer. A message that is not answered, with one character at
   * least, leaves the conversation as it was.
   *
   * @param stop ends the answer; what is there by then is part of the conversation
   * @param show takes the answer while it is made, on whatever thread
   * @throws ModelException if the model cannot answer; the conversation can go on
   * @throws InterruptedException if something else than {@code stop} interrupts
   */
  Answer ask(String text, Stop stop, Consumer<String> show)
      throws ModelException, InterruptedException {
    List<ChatMessage> messages = new ArrayList<>();
    if (system != null) {
      messages.add(new ChatMessage("system", system));
    }
    messages.addAll(turns);
    var question = new ChatMessage("user", text);
    messages.add(question);
    Answer answer = answer(messages, stop, show);
    if (!answer.text().isEmpty()) {
      turns.add(question);
      turns.add(new ChatMessage("assistant", answer.text()));
    }
    return answer;
  }

  private Answer answer(List<ChatMessage> messages, Stop stop, Consumer<String> show)
      throws ModelException, InterruptedException {
    var pieces = new Answer.Pieces(stop, show);
    try {
      LlmResult result = backend.chat(messages, params, pieces);
      return pieces.take(result);
    } catch (InterruptedException e) {
      if (!stop.isRequested()) {
        throw e;
      }
      return pieces.take(null);
    }
  }

  /** Forgets what was said, but not the system text. */
  void reset() {
    turns.clear();
  }

  /** How many messages were answered. */
  int answers() {
    return turns.size() / 2;
  }

  @Nullable String system() {
    return system;
  }

  void tell(String text) {
    system = text;
  }

  LlmBackend backend() {
    return backend;
  }

  LlmCallParams params() {
    return params;
  }
}
