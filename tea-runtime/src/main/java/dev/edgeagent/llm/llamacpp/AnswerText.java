package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.llm.AnswerListener;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The text of an answer, made from the bytes of its tokens: whole characters, and nothing of a stop
 * string, not even for the listener.
 */
public final class AnswerText {

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final List<String> stops;
  private final int longestStop;
  private final AnswerListener listener;
  private final StringBuilder text = new StringBuilder();
  private int told;
  private boolean isWanted = true;
  private ByteBuffer undecoded = ByteBuffer.allocate(0);

  /**
   * @param listener takes the text as soon as no stop string can begin in it any more
   */
  public AnswerText(List<String> stops, AnswerListener listener) {
    this.stops = stops;
    this.longestStop = stops.stream().mapToInt(String::length).max().orElse(0);
    this.listener = listener;
  }

  /** Takes a token's bytes; true if a stop string is complete, which ends the text before it. */
  public boolean append(byte[] piece) {
    int searchedTo = text.length();
    decode(piece, false);
    boolean isComplete = cutAtStop(Math.max(0, searchedTo - longestStop));
    tellTo(isComplete ? text.length() : beginOfStop());
    return isComplete;
  }

  /** The whole text; an unfinished character at its end becomes U+FFFD. */
  public String finish() {
    decode(new byte[0], true);
    tellTo(text.length());
    return text.toString();
  }

  /** Whether the listener wants more of it. */
  public boolean isWanted() {
    return isWanted;
  }

  private void tellTo(int end) {
    if (end > told) {
      String piece = text.substring(told, end);
      told = end;
      isWanted &= listener.onText(piece);
    }
  }

  /** Where the end of the text could be the beginning of a stop string; its length if nowhere. */
  private int beginOfStop() {
    for (int i = Math.max(told, text.length() - longestStop + 1); i < text.length(); i++) {
      String end = text.substring(i);
      if (stops.stream().anyMatch(stop -> stop.startsWith(end))) {
        return i;
      }
    }
    return text.length();
  }

  private void decode(byte[] piece, boolean isLast) {
    ByteBuffer bytes =
        ByteBuffer.allocate(undecoded.remaining() + piece.length).put(undecoded).put(piece).flip();
    CharBuffer chars = CharBuffer.allocate(bytes.remaining() + 1);
    decoder.decode(bytes, chars, isLast);
    if (isLast) {
      decoder.flush(chars);
    }
    undecoded = bytes;
    text.append(chars.flip());
  }

  private boolean cutAtStop(int from) {
    int first = -1;
    for (String stop : stops) {
      int at = text.indexOf(stop, from);
      if (at >= 0 && (first < 0 || at < first)) {
        first = at;
      }
    }
    if (first < 0) {
      return false;
    }
    text.setLength(first);
    undecoded = ByteBuffer.allocate(0);
    decoder.reset();
    return true;
  }
}
