package dev.edgeagent.server;

import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.ModelException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where requests queue for the model, and get what it answers. */
final class Desk {

  /** How long a client that has gone may keep the model at work. */
  private static final long CHECK_MS = 250;

  private final Turnstile turnstile;

  Desk(Turnstile turnstile) {
    this.turnstile = turnstile;
  }

  /**
   * Whether and how an answer is sent while it is made.
   *
   * @param includeUsage whether the last event tells the usage
   */
  record Streaming(boolean isWanted, boolean includeUsage) {

    static Streaming read(Fields body) throws RequestException {
      boolean isWanted = body.flag("stream");
      Fields options = body.object("stream_options");
      if (options == null) {
        return new Streaming(isWanted, false);
      }
      if (!isWanted) {
        throw RequestException.invalid(
            "stream_options", "'stream_options' needs 'stream': true", null);
      }
      boolean includeUsage = options.flag("include_usage");
      options.ignore("include_obfuscation");
      options.requireNoOthers();
      return new Streaming(true, includeUsage);
    }
  }

  /** Sends an answer, whole or while it is made. */
  void answer(
      Exchange exchange,
      ModelCall.Question<LlmResult> question,
      AnswerShape shape,
      Streaming streaming)
      throws RequestException, IOException, InterruptedException {
    if (!streaming.isWanted()) {
      exchange.send(200, shape.whole(ask(exchange, question, _ -> {})));
      return;
    }
    LlmResult result = ask(exchange, question, piece -> sendPiece(exchange, shape, piece));
    if (!exchange.isBegun()) {
      begin(exchange, shape);
    }
    for (Map<String, @Nullable Object> event : shape.end(result)) {
      exchange.sendEvent(event);
    }
    if (streaming.includeUsage()) {
      exchange.sendEvent(shape.usage(result));
    }
    exchange.endEvents();
  }

  private static void sendPiece(Exchange exchange, AnswerShape shape, String piece)
      throws IOException {
    if (!exchange.isBegun()) {
      begin(exchange, shape);
    }
    exchange.sendEvent(shape.piece(piece));
  }

  private static void begin(Exchange exchange, AnswerShape shape) throws IOException {
    for (Map<String, @Nullable Object> event : shape.begin()) {
      exchange.sendEvent(event);
    }
  }

  /** Takes a piece of the answer to the client. */
  @FunctionalInterface
  interface Sink {
    void send(String piece) throws IOException;
  }

  /** The model's answer, as long as the client wants it. */
  <T> T ask(Exchange exchange, ModelCall.Question<T> question, Sink sink)
      throws RequestException, IOException, InterruptedException {
    try (var _ = turnstile.enter();
        var call = ModelCall.start(question)) {
      exchange.requireClient();
      long checked = System.nanoTime();
      while (true) {
        String piece = call.next(CHECK_MS);
        if (piece != null && piece.isEmpty()) {
          return call.result();
        }
        if (piece != null) {
          sink.send(piece);
        }
        if (System.nanoTime() - checked >= CHECK_MS * 1_000_000) {
          exchange.requireClient();
          checked = System.nanoTime();
        }
      }
    } catch (ModelException e) {
      throw refusal(e);
    }
  }

  /** What the user can repair is told as a wrong request, with how. */
  private static RequestException refusal(ModelException e) {
    String message = e.getMessage() + "; " + e.fix();
    if (e.isTemporary()) {
      return RequestException.unavailable(message, "model_unavailable");
    }
    String code = "context_length_exceeded";
    return message.startsWith(code + ": ")
        ? RequestException.invalid(null, message.substring(code.length() + 2), code)
        : RequestException.invalid(null, message);
  }
}
