package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.util.stream.Collectors.toMap;

import dev.edgeagent.llm.LocalModels;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.local.WholeText;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A model's tokens. */
final class Vocabulary {

  /**
   * llama.cpp splits some texts by a recursive regular expression, whose depth grows with the text;
   * this much is safe on the stack of a thread that {@link LocalModels} gives a model.
   */
  private static final int MAX_CHARS = 500_000;

  private static final int PIECE_BYTES = 256;

  /** Put behind the first character of a control token's text, it makes that text plain. */
  private static final char PLAIN = '\uFFFE';

  private final VocabularyApi api;
  private final MemorySegment vocab;
  private final List<String> controls;
  private final Map<String, String> controlByMarked;
  private final int[] markedLengths;
  private final int[] silentControls;
  private final int size;
  private final MemorySegment pieceBytes = Arena.ofAuto().allocate(PIECE_BYTES);

  Vocabulary(VocabularyApi api, MemorySegment vocab) {
    this.api = api;
    this.vocab = vocab;
    this.size = api.nTokens(vocab);
    int[] all = IntStream.range(0, size).filter(this::isControl).toArray();
    this.silentControls = IntStream.of(all).filter(token -> !endsGeneration(token)).toArray();
    this.controls =
        IntStream.of(all).mapToObj(this::text).filter(text -> text.length() > 1).toList();
    this.controlByMarked =
        controls.stream()
            .collect(toMap(Vocabulary::marked, control -> control, (one, same) -> one));
    this.markedLengths =
        controlByMarked.keySet().stream().mapToInt(String::length).distinct().sorted().toArray();
  }

  MemorySegment pointer() {
    return vocab;
  }

  /** How many tokens there are. */
  int size() {
    return size;
  }

  /** Control tokens that do not end an answer. */
  int[] silentControls() {
    return silentControls;
  }

  boolean isControl(int token) {
    return api.isControl(vocab, token);
  }

  /**
   * A text of the user's, made such that {@link #tokenize} takes no part of it for a control token:
   * who writes {@code <end_of_turn>} into a question does not end his turn.
   */
  String plain(String text) {
    String plain = text;
    for (String control : controls) {
      if (plain.contains(control)) {
        plain = plain.replace(control, marked(control));
      }
    }
    return plain;
  }

  /**
   * Splits a text into tokens; the text of a control token becomes that token, unless it was made
   * {@link #plain}.
   *
   * @param addSpecial whether the model's BOS goes in front, where the model wants one
   * @throws ModelException if it is longer than {@value #MAX_CHARS} characters, or has a half of
   *     one
   */
  int[] tokenize(String text, boolean addSpecial) throws ModelException {
    if (text.length() > MAX_CHARS) {
      throw new ModelException(
          "the prompt has " + text.length() + " characters; at most " + MAX_CHARS + " can be read",
          "shorten the prompt");
    }
    WholeText.require(text, "the prompt");
    List<int[]> parts = new ArrayList<>();
    int from = 0;
    for (int mark = text.indexOf(PLAIN); mark >= 0; mark = text.indexOf(PLAIN, mark + 1)) {
      String control = controlMarkedAt(text, mark);
      if (control != null) {
        int start = mark - control.offsetByCodePoints(0, 1);
        parts.add(tokenize(text.substring(from, start), addSpecial && from == 0, true));
        parts.add(tokenize(control, false, false));
        from = start + control.length() + 1;
      }
    }
    parts.add(tokenize(text.substring(from), addSpecial && from == 0, true));
    return parts.stream().flatMapToInt(IntStream::of).toArray();
  }

  private int[] tokenize(String text, boolean addSpecial, boolean parseSpecial) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, utf8);
      int room = utf8.length + 16;
      int count = Integer.MIN_VALUE;
      MemorySegment tokens = MemorySegment.NULL;
      while (count < 0) {
        tokens = arena.allocate(JAVA_INT, room);
        count = api.tokenize(vocab, bytes, utf8.length, tokens, room, addSpecial, parseSpecial);
        room = count < 0 ? -count : room;
      }
      return tokens.asSlice(0, count * 4L).toArray(JAVA_INT);
    }
  }

  private static String marked(String control) {
    int first = control.offsetByCodePoints(0, 1);
    return control.substring(0, first) + PLAIN + control.substring(first);
  }

  /** A vocabulary can have thousands of controls, and a text as many marks. */
  private @Nullable String controlMarkedAt(String text, int mark) {
    if (mark == 0) {
      return null;
    }
    int start = text.offsetByCodePoints(mark, -1);
    for (int length : markedLengths) {
      if (start + length <= text.length()) {
        String control = controlByMarked.get(text.substring(start, start + length));
        if (control != null) {
          return control;
        }
      }
    }
    return null;
  }

  /**
   * The bytes of a token: part of a character, perhaps.
   *
   * @param special whether a control token has its text, or none
   */
  byte[] piece(int token, boolean special) {
    int count = api.tokenToPiece(vocab, token, pieceBytes, PIECE_BYTES, special);
    if (count >= 0) {
      byte[] piece = new byte[count];
      MemorySegment.copy(pieceBytes, JAVA_BYTE, 0, piece, 0, count);
      return piece;
    }
    try (Arena arena = Arena.ofConfined()) { // longer than nearly all tokens are
      MemorySegment bytes = arena.allocate(-count);
      int written = api.tokenToPiece(vocab, token, bytes, -count, special);
      return bytes.asSlice(0, Math.max(0, written)).toArray(JAVA_BYTE);
    }
  }

  boolean endsGeneration(int token) {
    return api.isEog(vocab, token);
  }

  /** The text of the token that begins a sequence; empty if there is none. */
  String bosText() {
    return text(api.bos(vocab));
  }

  /** The text of the token that ends a sequence; empty if there is none. */
  String eosText() {
    return text(api.eos(vocab));
  }

  private String text(int token) {
    return token < 0 || token >= size ? "" : new String(piece(token, true), StandardCharsets.UTF_8);
  }
}
