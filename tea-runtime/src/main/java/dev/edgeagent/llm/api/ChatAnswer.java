package dev.edgeagent.llm.api;

import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LlmResult.FinishReason;
import dev.edgeagent.llm.StopText;
import dev.edgeagent.llm.Usage;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An answer, put together from the objects that it comes in: one, or those of a stream. */
final class ChatAnswer {

  private final Endpoint endpoint;
  private final Failures failures;
  private final Consumer<String> warn;
  private final StopText text;
  private final ToolCallParts calls = new ToolCallParts();
  private final StringBuilder refusal = new StringBuilder();
  private final ServerMeasures measures = new ServerMeasures();
  private String model;
  private @Nullable String finish;
  private boolean hasChoice;
  private boolean isStopped;

  /**
   * @param warn is told once of what is strange
   */
  ChatAnswer(
      Endpoint endpoint, List<String> stops, AnswerListener listener, Consumer<String> warn) {
    this.endpoint = endpoint;
    this.failures = new Failures(endpoint);
    this.warn = warn;
    this.text = new StopText(stops, listener);
    this.model = endpoint.model();
  }

  /**
   * Takes the next object of a stream, or the only one.
   *
   * @throws ApiFailure if it reports an error
   */
  void accept(Fields object) throws ApiFailure {
    if (object.has("error")) {
      throw failures.reported(
          ErrorBody.of(object, String.valueOf(object.value("error")), endpoint), received());
    }
    String named = object.text("model");
    model = named == null || named.isEmpty() ? model : named;
    measures.accept(object);
    for (Fields choice : object.list("choices")) {
      if (choice.count("index") == 0) {
        take(choice);
      }
    }
  }

  private void take(Fields choice) {
    hasChoice = true;
    Fields delta = choice.object(choice.has("delta") ? "delta" : "message");
    String piece = content(delta);
    List<Fields> callPieces = delta.list("tool_calls");
    if (!piece.isEmpty() || !callPieces.isEmpty()) {
      measures.markToken();
    }
    isStopped = isStopped || (!piece.isEmpty() && text.append(piece));
    calls.add(callPieces);
    String refused = delta.text("refusal");
    refusal.append(refused == null ? "" : refused);
    String reason = choice.text("finish_reason");
    finish = reason == null ? finish : reason;
  }

  /** Whether nothing more is wanted: a stop string is complete, or the listener has enough. */
  boolean isEnough() {
    return isStopped || !text.isWanted();
  }

  /** Whether the server has said why the answer ends. */
  boolean isFinished() {
    return finish != null;
  }

  /** Characters so far. */
  int received() {
    return text.length();
  }

  /**
   * The whole of it.
   *
   * @throws ApiFailure if it is no answer
   */
  LlmResult result() throws ApiFailure {
    if (!hasChoice) {
      throw failures.unusable("no answer: its 'choices' are empty");
    }
    boolean isWanted = text.isWanted();
    if (!refusal.isEmpty() && isWanted) {
      throw failures.refused(refusal.toString());
    }
    FinishReason reason =
        isStopped ? FinishReason.STOP : isWanted ? reason() : FinishReason.CANCELLED;
    Usage usage = measures.usage();
    return new LlmResult(
        text.finish(),
        model,
        "api",
        reason,
        isStopped || !isWanted ? List.of() : calls.calls(),
        usage,
        measures.timings());
  }

  private FinishReason reason() throws ApiFailure {
    return switch (finish) {
      case null -> ended();
      case "stop", "tool_calls", "function_call" -> ended();
      case "length", "max_tokens" -> FinishReason.LENGTH;
      case "content_filter" -> throw failures.filtered(received());
      default -> {
        warn.accept(
            "warning: "
                + endpoint.shown()
                + " ends an answer with the unknown finish_reason '"
                + endpoint.redacted(finish)
                + "', taken for 'stop'");
        yield ended();
      }
    };
  }

  /** Servers say "stop" of a tool call, too, where the caller has named the tool. */
  private FinishReason ended() {
    return calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
  }

  /** A text, or the texts of a list of parts. */
  private static String content(Fields delta) {
    String content = delta.text("content");
    if (content != null) {
      return content;
    }
    var joined = new StringBuilder();
    for (Fields part : delta.list("content")) {
      String text = part.text("text");
      joined.append(text == null ? "" : text);
    }
    return joined.toString();
  }
}
