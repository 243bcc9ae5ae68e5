package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.edgeagent.llm.ModelException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Holds an answer to a grammar. Asking the grammar about all tokens takes as long as making one, so
 * the token that the model wants is asked about first, and all others only if it is refused. A
 * token that the grammar does not allow is never accepted: that would end the process.
 */
@SuppressWarnings("restricted") // native code is what this package is for
final class GrammarSampler implements AutoCloseable {

  /** Of {@code struct llama_token_data}: id, logit, probability. */
  private static final int FIELDS = 3;

  private static final int REFUSED = Float.floatToRawIntBits(Float.NEGATIVE_INFINITY);
  private static final int ANY = Float.floatToRawIntBits(1);

  // struct llama_token_data_array
  private static final long ARRAY_BYTES = 32;
  private static final long DATA = 0;
  private static final long SIZE = 8;
  private static final long SELECTED = 16;
  private static final long SORTED = 24;

  private final SamplerApi samplers;
  private final LlamaApi api;
  private final Vocabulary vocabulary;
  private final MemorySegment grammar;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment array = arena.allocate(ARRAY_BYTES, 8);
  private final MemorySegment single = arena.allocate(JAVA_INT, FIELDS);
  private final Utf8Prefix text = new Utf8Prefix();
  private @Nullable MemorySegment all;

  /**
   * @param gbnf checked already
   */
  GrammarSampler(LlamaLibrary library, Vocabulary vocabulary, String gbnf) throws ModelException {
    this.samplers = library.samplers();
    this.api = library.api();
    this.vocabulary = vocabulary;
    this.grammar = samplers.grammar(vocabulary.pointer(), gbnf);
    if (grammar.equals(MemorySegment.NULL)) {
      arena.close();
      throw new ModelException(
          "llama.cpp cannot read the grammar", "simplify it: a rule must not begin with itself");
    }
  }

  /**
   * Whether the token may come next; the end of the answer, only where the grammar is complete.
   * Control tokens may not: they have no text, and the grammar would take them for their names.
   */
  boolean allows(int token) {
    return isText(token) && isInGrammar(token);
  }

  private boolean isText(int token) {
    return vocabulary.endsGeneration(token)
        ? text.isWhole()
        : !vocabulary.isControl(token) && text.accepts(vocabulary.piece(token, false));
  }

  private boolean isInGrammar(int token) {
    single.setAtIndex(JAVA_INT, 0, token);
    single.setAtIndex(JAVA_INT, 1, ANY);
    single.setAtIndex(JAVA_INT, 2, 0);
    setArray(single, 1);
    samplers.apply(grammar, array);
    return single.getAtIndex(JAVA_INT, 1) != REFUSED;
  }

  /**
   * Takes an allowed token as the next one; the end of the answer is nothing that a grammar takes.
   */
  void accept(int token) {
    if (!vocabulary.endsGeneration(token)) {
      samplers.accept(grammar, token);
      text.append(vocabulary.piece(token, false));
    }
  }

  /**
   * Has the chain choose among all that the grammar allows; the chain has not accepted it yet.
   *
   * @throws ModelException if the grammar allows no token of the model
   */
  int choose(MemorySegment chain, MemorySegment context) throws ModelException {
    int count = vocabulary.size();
    if (all == null) {
      all = arena.allocate(JAVA_INT, (long) FIELDS * count);
    }
    int[] candidates = candidates(api.lastLogits(context), count);
    MemorySegment.copy(candidates, 0, all, JAVA_INT, 0, candidates.length);
    setArray(all, count);
    samplers.apply(grammar, array);
    MemorySegment.copy(all, JAVA_INT, 0, candidates, 0, candidates.length);
    for (int left = compact(candidates, count); left > 0; left = compact(candidates, left)) {
      MemorySegment.copy(candidates, 0, all, JAVA_INT, 0, FIELDS * left);
      setArray(all, left);
      samplers.apply(chain, array);
      int token = selected();
      if (isText(token)) {
        return token;
      }
      refuse(candidates, left, token);
    }
    throw new ModelException(
        "the grammar does not allow any token of this model to go on with",
        "check that the model's vocabulary can write what the grammar asks for");
  }

  /** Moves what is not refused to the front; returns how many that are. */
  private static int compact(int[] candidates, int count) {
    int allowed = 0;
    for (int i = 0; i < count; i++) {
      if (candidates[FIELDS * i + 1] != REFUSED) {
        candidates[FIELDS * allowed] = candidates[FIELDS * i];
        candidates[FIELDS * allowed + 1] = candidates[FIELDS * i + 1];
        allowed++;
      }
    }
    return allowed;
  }

  private static void refuse(int[] candidates, int count, int token) {
    for (int i = 0; i < count; i++) {
      if (candidates[FIELDS * i] == token) {
        candidates[FIELDS * i + 1] = REFUSED;
      }
    }
  }

  private int[] candidates(MemorySegment logits, int count) {
    float[] values = new float[count];
    MemorySegment.copy(logits.reinterpret(4L * count), JAVA_FLOAT, 0, values, 0, count);
    int[] candidates = new int[FIELDS * count];
    for (int i = 0; i < count; i++) {
      candidates[FIELDS * i] = i;
      candidates[FIELDS * i + 1] = Float.floatToRawIntBits(values[i]);
    }
    for (int control : vocabulary.silentControls()) {
      candidates[FIELDS * control + 1] = REFUSED;
    }
    return candidates;
  }

  private void setArray(MemorySegment data, long size) {
    array.set(ADDRESS, DATA, data);
    array.set(JAVA_LONG, SIZE, size);
    array.set(JAVA_LONG, SELECTED, -1);
    array.set(JAVA_BYTE, SORTED, (byte) 0);
  }

  private int selected() {
    long selected = array.get(JAVA_LONG, SELECTED);
    long size = array.get(JAVA_LONG, SIZE);
    if (selected < 0 || selected >= size) {
      throw new IllegalStateException("the chain selected " + selected + " of " + size);
    }
    MemorySegment data = array.get(ADDRESS, DATA).reinterpret(4L * FIELDS * size);
    int token = data.getAtIndex(JAVA_INT, FIELDS * selected);
    if (!isInGrammar(token)) {
      throw new IllegalStateException("the chain selected token " + token + ", which is refused");
    }
    return token;
  }

  @Override
  public void close() {
    samplers.free(grammar);
    arena.close();
  }
}
