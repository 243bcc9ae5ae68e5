package dev.edgeagent.llm.local;

import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.MemoryPlan;
import dev.edgeagent.llm.ModelException;
import java.util.Set;

/** What a model is made for, by its header: llama.cpp ends the process when asked for the other. */
public final class Architecture {

  /** {@code enum llama_pooling_type}, which GGUF files use, too. */
  public static final int MEAN = 1;

  public static final int LAST = 3;
  private static final int RANK = 4;

  private static final Set<String> READ_AT_ONCE =
      Set.of("gemma-embedding", "llama-embed", "t5encoder");

  /** They have one set of RoPE factors up to the original context, and another for larger ones. */
  private static final Set<String> LONG_ROPE = Set.of("phi3", "phimoe", "minicpm3");

  private final GgufFile gguf;

  public Architecture(GgufFile gguf) {
    this.gguf = gguf;
  }

  /**
   * @throws ModelException for a kind of model that can be used for nothing here
   */
  public void requireUsable() throws ModelException {
    if (gguf.architecture().equals("t5")) {
      throw new ModelException(
          "model " + gguf.name() + " (t5) translates texts with an encoder and a decoder",
          "use a model that is made for chat, completion or embeddings");
    }
    if (pooling() == RANK) {
      throw new ModelException(
          "model " + gguf.name() + " (" + gguf.architecture() + ") ranks texts",
          "use a model that is made for chat, completion or embeddings");
    }
  }

  /**
   * @throws ModelException for a model that is made for embeddings
   */
  public void requireGenerator() throws ModelException {
    if (!writes()) {
      throw new ModelException(
          "model "
              + gguf.name()
              + " ("
              + gguf.architecture()
              + ") cannot generate text: it is made for embeddings",
          "use a model that is made for chat or completion");
    }
  }

  /** Whether it continues texts. */
  public boolean writes() {
    return !readsAtOnce() && pooling() == 0;
  }

  /** Whether each token sees those after it, too: the whole text must be in one batch. */
  public boolean readsAtOnce() {
    String name = gguf.architecture();
    return Boolean.FALSE.equals(gguf.metadata().get(name + ".attention.causal"))
        || name.contains("bert")
        || READ_AT_ONCE.contains(name);
  }

  /** How a text's embedding comes from those of its tokens: the model's own way, else the mean. */
  public int embeddingPooling() {
    return pooling() > 0 ? pooling() : MEAN;
  }

  /** The largest context that is computed as all smaller ones; 0 if all are computed alike. */
  public int shortContext() {
    return LONG_ROPE.contains(gguf.architecture())
        ? gguf.integer(gguf.architecture() + ".rope.scaling.original_context_length")
            .map(tokens -> Math.clamp(tokens, 0, Integer.MAX_VALUE))
            .orElse(0)
        : 0;
  }

  /**
   * @throws ModelException if a head's numbers cannot be kept in blocks of this precision
   */
  public void requireWholeBlocks(KvType type) throws ModelException {
    long width = MemoryPlan.headWidth(gguf);
    if (width % type.elements() != 0) {
      throw new ModelException(
          "kv_type %s keeps %d numbers together, and the heads of %s have %d"
              .formatted(type, type.elements(), gguf.name(), width),
          "use kv_type: f16");
    }
  }

  private int pooling() {
    return gguf.integer(gguf.architecture() + ".pooling_type")
        .map(type -> Math.clamp(type, 0, RANK))
        .orElse(0);
  }
}
