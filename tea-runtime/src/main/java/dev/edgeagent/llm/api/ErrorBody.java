package dev.edgeagent.llm.api;

import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of an error.
 *
 * @param message on one line, not too long, without keys; may be empty
 * @param code its name for the error, or its type; empty if it has none
 * @param status the status that the error object itself names; 0 if none
 */
record ErrorBody(String message, String code, int status) {

  private static final int SHOWN_CHARS = 300;
  private static final Pattern HTML = Pattern.compile("\\s*<(!doctype|html|head|body)\\b.*");
  private static final Pattern UNSEEN =
      Pattern.compile("(?is)<(style|script)\\b.*?</\\1>|<!--.*?-->|<[^>]*>");

  /** Reads {@code {"error": {message, type, code}}}, its cousins, HTML, or any text. */
  static ErrorBody of(String text, Endpoint endpoint) {
    if (isHtml(text)) {
      String words = shown(UNSEEN.matcher(text).replaceAll(" "), endpoint);
      return new ErrorBody("a page of HTML" + (words.isEmpty() ? "" : ": " + words), "", 0);
    }
    try {
      return of(Fields.of(Json.parse(text)), text, endpoint);
    } catch (JsonException e) {
      return new ErrorBody(shown(text, endpoint), "", 0);
    }
  }

  /** The same of an object that was read already. */
  static ErrorBody of(Fields object, String text, Endpoint endpoint) {
    Fields error = object.has("error") ? object.object("error") : object;
    String message = error.text("message");
    if (message == null) {
      message = object.text("error"); // Ollama
    }
    if (message == null) {
      message = object.text("detail"); // FastAPI
    }
    String code = error.text("code");
    String type = error.text("type");
    return new ErrorBody(
        shown(message == null ? text : message, endpoint),
        shown(code != null ? code : type == null ? "" : type, endpoint),
        error.count("code"));
  }

  static boolean isHtml(String text) {
    return HTML.matcher(text.substring(0, Math.min(text.length(), 200)).toLowerCase(Locale.ROOT))
        .lookingAt();
  }

  boolean isContextExceeded() {
    String lower = message.toLowerCase(Locale.ROOT);
    return code.equals("context_length_exceeded")
        || code.equals("exceed_context_size_error") // llama-server
        || lower.contains("maximum context length")
        || lower.contains("exceeds the available context size");
  }

  boolean isContentFiltered() {
    return code.equals("content_filter") || code.equals("content_policy_violation");
  }

  /** Whether money is missing: waiting does not help. */
  boolean isQuotaUsedUp() {
    return code.equals("insufficient_quota") || code.equals("billing_hard_limit_reached");
  }

  /** Redacted before it is cut: half a key would not be found. */
  private static String shown(@Nullable String text, Endpoint endpoint) {
    String line =
        endpoint.redacted(text == null ? "" : text).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() > SHOWN_CHARS ? line.substring(0, SHOWN_CHARS) + "..." : line;
  }
}
