package dev.edgeagent.cli.chat;

import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LlmResult.FinishReason;
import dev.edgeagent.llm.ModelException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads messages and commands until there are no more, and answers them. */
public final class ChatLoop {

  /** What is not a message. */
  static final List<String> COMMANDS = List.of("/system", "/reset", "/stats", "/help", "/exit");

  private static final String HELP =
      """
      /system TEXT  tell the model what it is; without TEXT: show what it was told
      /reset        forget the conversation, but not the system text
      /stats        tokens, speed, context
      /help         this text
      /exit         end; so does Ctrl-D
      A message of several lines: end lines with \\, or put \""" before and after it.
      A message that begins with /: put a space before it. Ctrl-C stops an answer.
      """;

  /** How a conversation ended. */
  public enum End {
    DONE,
    /** Something that was asked for could not be done. */
    FAILED,
    /** By Ctrl-C. */
    INTERRUPTED
  }

  private final ChatSession session;
  private final Messages messages;
  private final ChatOutput output;
  private final ChatStats stats = new ChatStats();
  private boolean failed;

  /**
   * @param system what the model is told before the conversation; null for nothing
   */
  public ChatLoop(
      LlmBackend backend,
      LlmCallParams params,
      @Nullable String system,
      Messages messages,
      ChatOutput output) {
    this.session = new ChatSession(backend, params, system);
    this.messages = messages;
    this.output = output;
  }

  /**
   * Runs to the end of the conversation.
   *
   * @throws IOException if messages cannot be read
   * @throws InterruptedException if the model is closed meanwhile
   */
  public End run() throws IOException, InterruptedException {
    while (true) {
      switch (messages.next()) {
        case Messages.Next.End() -> {
          return ended();
        }
        case Messages.Next.Interrupted() -> {
          return End.INTERRUPTED;
        }
        case Messages.Next.TakenBack() -> {}
        case Messages.Next.Typed(String typed) -> {
          if (typed.strip().equals("/exit")) {
            return ended();
          }
          take(typed);
        }
      }
    }
  }

  private End ended() {
    return failed ? End.FAILED : End.DONE;
  }

  private void take(String typed) throws InterruptedException {
    if (typed.startsWith("/")) {
      command(typed);
    } else if (!typed.isBlank()) {
      answer(MessageText.of(typed).strip());
    }
  }

  private void command(String typed) {
    String[] words = MessageText.of(typed).strip().split("\\s+", 2);
    switch (words[0]) {
      case "/system" -> system(words.length == 1 ? "" : words[1]);
      case "/reset" -> {
        session.reset();
        stats.reset();
      }
      case "/stats" ->
          output.tell(
              stats.text(
                  session.backend().model(),
                  session.answers(),
                  session.params().context().tokens()));
      case "/help" -> output.tell(HELP);
      default ->
          fail(
              "there is no command " + words[0],
              "/help lists them; a message that begins with / needs a space before it");
    }
  }

  private void system(String text) {
    if (text.isEmpty()) {
      output.tell(Objects.requireNonNullElse(session.system(), "no system text") + "\n");
    } else {
      session.tell(text);
    }
  }

  private void answer(String text) throws InterruptedException {
    if (text.isEmpty()) {
      return;
    }
    var stop = new Stop();
    try (var _ = messages.onInterrupt(stop::request);
        var shown = output.answer()) {
      report(session.ask(text, stop, shown::show), shown);
    } catch (ModelException e) {
      fail(String.valueOf(e.getMessage()), fix(e));
    } finally {
      if (stop.isRequested()) {
        boolean ignored = Thread.interrupted(); // one that came too late must not hit what is next
      }
    }
  }

  private void report(Answer answer, ChatOutput.Shown shown) {
    shown.end();
    LlmResult result = answer.result();
    if (result != null) {
      stats.add(result);
    }
    if (result == null || result.finishReason() == FinishReason.CANCELLED) {
      output.note(
          answer.text().isEmpty()
              ? "stopped; the message is not part of the conversation"
              : "stopped");
    } else if (result.finishReason() == FinishReason.LENGTH) {
      int made = result.usage().completionTokens();
      Integer most = session.params().maxTokens();
      output.note(
          made >= (most == null ? LlmCallParams.DEFAULT_MAX_TOKENS : most)
              ? "cut after " + made + " tokens: --max-tokens allows more"
              : "cut after " + made + " tokens: the context is full; /reset starts anew");
    } else if (answer.text().isEmpty()) {
      output.note("no answer; the message is not part of the conversation");
    }
  }

  /** A conversation that is too long is mended here, not where the engine would say. */
  private String fix(ModelException e) {
    boolean isFull = String.valueOf(e.getMessage()).contains("context_length_exceeded");
    return isFull && session.answers() > 0
        ? "/reset forgets the conversation; or start tea chat with a larger --n-ctx"
        : e.fix();
  }

  private void fail(String what, String fix) {
    failed = true;
    output.fail(what, fix);
  }
}
