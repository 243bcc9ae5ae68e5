package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** A model's tokens. */
final class Vocabulary {

  private static final int PIECE_BYTES = 256;

  private final LlamaApi api;
  private final MemorySegment vocab;

  Vocabulary(LlamaApi api, MemorySegment model) {
    this.api = api;
    this.vocab = api.modelGetVocab(model);
  }

  /**
   * Splits a text into tokens; the text of a special token becomes that token.
   *
   * @param addSpecial whether the model's BOS goes in front, where the model wants one
   */
  int[] tokenize(String text, boolean addSpecial) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, utf8);
      int room = utf8.length + 16;
      int count = Integer.MIN_VALUE;
      MemorySegment tokens = MemorySegment.NULL;
      while (count < 0) {
        tokens = arena.allocate(JAVA_INT, room);
        count = api.tokenize(vocab, bytes, utf8.length, tokens, room, addSpecial);
        room = count < 0 ? -count : room;
      }
      return tokens.asSlice(0, count * 4L).toArray(JAVA_INT);
    }
  }

  /**
   * The bytes of a token: part of a character, perhaps.
   *
   * @param special whether a control token has its text, or none
   */
  byte[] piece(int token, boolean special) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(PIECE_BYTES);
      int count = api.tokenToPiece(vocab, token, bytes, PIECE_BYTES, special);
      if (count < 0) {
        bytes = arena.allocate(-count);
        count = api.tokenToPiece(vocab, token, bytes, -count, special);
      }
      return bytes.asSlice(0, Math.max(0, count)).toArray(JAVA_BYTE);
    }
  }

  boolean endsGeneration(int token) {
    return api.vocabIsEog(vocab, token);
  }

  /** The text of the token that begins a sequence; empty if there is none. */
  String bosText() {
    int bos = api.vocabBos(vocab);
    return bos < 0 || bos >= api.vocabNTokens(vocab)
        ? ""
        : new String(piece(bos, true), StandardCharsets.UTF_8);
  }
}
