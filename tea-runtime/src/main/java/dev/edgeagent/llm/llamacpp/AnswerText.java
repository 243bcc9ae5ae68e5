package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.StopText;
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
final class AnswerText {

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final StopText text;
  private ByteBuffer undecoded = ByteBuffer.allocate(0);

  /**
   * @param listener takes the text as soon as no stop string can begin in it any more
   */
  AnswerText(List<String> stops, AnswerListener listener) {
    text = new StopText(stops, listener);
  }

  /** Takes a token's bytes; true if a stop string is complete, which ends the text before it. */
  boolean append(byte[] piece) {
    boolean isComplete = text.append(decoded(piece, false));
    if (isComplete) {
      undecoded = ByteBuffer.allocate(0);
      decoder.reset();
    }
    return isComplete;
  }

  /** The whole text; an unfinished character at its end becomes U+FFFD. */
  String finish() {
    text.append(decoded(new byte[0], true));
    return text.finish();
  }

  /** Whether the listener wants more of it. */
  boolean isWanted() {
    return text.isWanted();
  }

  private CharBuffer decoded(byte[] piece, boolean isLast) {
    ByteBuffer bytes =
        ByteBuffer.allocate(undecoded.remaining() + piece.length).put(undecoded).put(piece).flip();
    CharBuffer chars = CharBuffer.allocate(bytes.remaining() + 1);
    decoder.decode(bytes, chars, isLast);
    if (isLast) {
      decoder.flush(chars);
    }
    undecoded = bytes;
    return chars.flip();
  }
}
