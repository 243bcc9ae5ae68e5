package dev.edgeagent.action.builtin;

import dev.edgeagent.action.ActionException;
import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered, read to its end.
 *
 * @param request method and address, without secrets
 * @param status such as 200
 * @param headers by name in lower case; several of one name are joined with ", "
 * @param bytes the body, unpacked
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HttpResponse(String request, int status, Map<String, String> headers, byte[] bytes) {

  private static final int SHOWN_CHARS = 200;

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);

  private static final Pattern JSON_TYPE =
      Pattern.compile("application/([^;]*\\+)?json\\b.*", Pattern.CASE_INSENSITIVE);

  /** {@code {status, headers, body}}. */
  Map<String, Object> asMap() throws ActionException {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("status", (long) status);
    map.put("headers", new LinkedHashMap<String, Object>(headers));
    map.put("body", body());
    return map;
  }

  /**
   * The keys of the JSON object, or {@code result}.
   *
   * @throws ActionException if the server reports an error
   */
  @SuppressWarnings("unchecked") // Json makes maps with String keys
  Map<String, Object> content() throws ActionException {
    if (status >= 400) {
      throw failure();
    }
    Object body = body();
    if (body instanceof Map<?, ?> object) {
      return (Map<String, Object>) object;
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("result", body);
    return result;
  }

  private @Nullable Object body() throws ActionException {
    if (bytes.length == 0) {
      return null;
    }
    String text = text();
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      if (!JSON_TYPE.matcher(type()).matches()) {
        return text;
      }
      throw new ActionException(
          "%s: the server says that it sends JSON, and does not: %s (line %d, column %d)"
              .formatted(request, e.getMessage(), e.line(), e.column()),
          "check the address, or ask who runs the server",
          e);
    }
  }

  private String text() throws ActionException {
    Charset charset = charset();
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new ActionException(
          request
              + ": the answer is not text in "
              + charset
              + (type().isEmpty() ? "" : " (Content-Type: " + type() + ")"),
          "ask for JSON or text: state can hold nothing else",
          e);
    }
  }

  /** UTF-8 if the server does not say. */
  private Charset charset() throws ActionException {
    Matcher matcher = CHARSET.matcher(type());
    if (!matcher.find()) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(matcher.group(1));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new ActionException(
          request + ": the answer is in the unknown encoding '" + matcher.group(1) + "'",
          "ask the server for UTF-8, with a header such as Accept-Charset",
          e);
    }
  }

  private String type() {
    return headers.getOrDefault("content-type", "").strip();
  }

  private ActionException failure() {
    String what = request + " was answered with status " + status + beginning();
    return switch (status) {
      case 401, 403, 407 ->
          new ActionException(what, "check the key or password in 'headers', and what it allows");
      case 404, 410 -> new ActionException(what, "check the address");
      case 408, 429 ->
          ActionException.temporary(what, "try again later, or ask for less at a time", null);
      default ->
          status >= 500
              ? ActionException.temporary(
                  what, "try again later: the server has a fault or too much to do", null)
              : new ActionException(what, "correct the request as the answer says");
    };
  }

  /** Whatever it holds, on one line; bytes that are no text show as such. */
  private String beginning() {
    Charset charset;
    try {
      charset = charset();
    } catch (ActionException e) {
      charset = StandardCharsets.UTF_8; // the status is what matters here
    }
    String text =
        new String(bytes, 0, Math.min(bytes.length, 4 * SHOWN_CHARS), charset)
            .replaceAll("[\\s\\p{Cntrl}]+", " ")
            .strip();
    if (text.isEmpty()) {
      return "";
    }
    return ": " + (text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "..." : text);
  }

  /** The name under which a header is found. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
