package dev.edgeagent.llm;

/**
 * What a local model takes of the memory while it answers, in bytes; known from the file's header,
 * before anything is loaded.
 *
 * @param weights the file, which is mapped: others may share it, and the kernel may drop pages of
 *     it, but a model that does not fit whole is read from the disk again for each token
 * @param kvCache what the model keeps of the text; exact for the architectures that {@code
 *     KvCacheSize} knows, else at most this
 * @param compute what one batch needs while it is computed; an estimate, within a tenth for the
 *     models that tea is released with
 * @param repacked the copy of weights that {@code repack: true} makes; 0 without
 * @param jvm everything else of the process
 */
public record MemoryPlan(long weights, long kvCache, long compute, long repacked, long jvm) {

  /** Tokens that are read at a time where the caller does not say ({@code n_batch}). */
  public static final int BATCH_TOKENS = 512;

  /** Sizes of contexts that are chosen here are multiples of this many tokens. */
  public static final int STEP = 256;

  private static final long JVM = 300L << 20;

  /**
   * The plan of a model with a context.
   *
   * @param contextTokens prompt and answer together
   * @param type of the KV cache, keys and values
   * @param repack whether weights are laid out anew
   */
  public static MemoryPlan of(GgufFile gguf, int contextTokens, KvType type, boolean repack) {
    return of(gguf, contextTokens, type, repack, BATCH_TOKENS);
  }

  /** The same for batches of so many tokens. */
  public static MemoryPlan of(
      GgufFile gguf, int contextTokens, KvType type, boolean repack, int batchTokens) {
    return new MemoryPlan(
        gguf.size(),
        new KvCacheSize(gguf).bytes(contextTokens, batchTokens, type),
        compute(gguf, contextTokens, batchTokens),
        repack ? gguf.repackable() : 0,
        JVM);
  }

  /**
   * The largest context of a model that fits.
   *
   * @param availableBytes for everything, weights included
   * @return tokens, a multiple of {@value #STEP} or all that the model was trained with; 0 if not
   *     even {@value #STEP} fit
   */
  public static int largestContext(
      GgufFile gguf, KvType type, boolean repack, long availableBytes) {
    long trained = gguf.trainedContext().filter(n -> n > 0).orElse(4096L);
    int most = Math.clamp(trained, 1, Integer.MAX_VALUE - STEP);
    if (of(gguf, most, type, repack).total() <= availableBytes) {
      return most;
    }
    int fits = 0;
    for (int low = 1, high = most / STEP; low <= high; ) {
      int middle = (low + high) >>> 1;
      if (of(gguf, middle * STEP, type, repack).total() <= availableBytes) {
        fits = middle * STEP;
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return fits;
  }

  /** All of it. */
  public long total() {
    return weights + kvCache + compute + repacked + jvm;
  }

  /** The parts in MiB, for messages: {@code weights 1020 MiB, KV cache 54 MiB, ...}. */
  @Override
  public String toString() {
    return "weights %s, KV cache %s, computing %s, %sJava %s"
        .formatted(
            mib(weights),
            mib(kvCache),
            mib(compute),
            repacked == 0 ? "" : "repacked weights " + mib(repacked) + ", ",
            mib(jvm));
  }

  /** A size as messages show it. */
  public static String mib(long bytes) {
    return ((bytes + (1 << 20) - 1) >> 20) + " MiB";
  }

  /** How many numbers the key of an attention head has. */
  public static long headWidth(GgufFile gguf) {
    return new KvCacheSize(gguf).headWidth();
  }

  /**
   * The buffer of a batch's intermediate results. The widths of the network that are alive at the
   * same time were found by comparing with llama.cpp's log for Gemma 3, Gemma 3n and Phi-4-mini
   * with 32 to 512 tokens; the masks are exact.
   */
  private static long compute(GgufFile gguf, int contextTokens, int batchTokens) {
    var cache = new KvCacheSize(gguf);
    long width = gguf.ofArchitecture("embedding_length", 0);
    long experts = Math.max(1, gguf.ofArchitecture("expert_used_count", 1));
    long feedForward =
        Math.max(
            largest(gguf, "feed_forward_length"),
            experts * gguf.ofArchitecture("expert_feed_forward_length", 0));
    long query = largest(gguf, "attention.head_count") * cache.headWidth();
    long altUps = gguf.ofArchitecture("altup.num_inputs", 0);
    long perLayer =
        gguf.ofArchitecture("embedding_length_per_layer_input", 0)
            * gguf.ofArchitecture("block_count", 0);
    long floats = 3 * feedForward + 3 * width + query / 2 + 2 * altUps * width + perLayer;
    long masks = 2 * cache.maskCells(contextTokens, batchTokens);
    long logits = 2 * 4 * gguf.vocabularySize();
    return batchTokens * (4 * floats + masks) + logits;
  }

  private static long largest(GgufFile gguf, String key) {
    return gguf.itemsOfArchitecture(key).stream()
        .mapToLong(item -> item instanceof Number n ? n.longValue() : 0)
        .max()
        .orElseGet(() -> gguf.ofArchitecture(key, 0));
  }
}
