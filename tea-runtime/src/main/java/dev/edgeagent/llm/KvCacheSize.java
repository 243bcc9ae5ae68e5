package dev.edgeagent.llm;

import java.util.List;
import java.util.Map;

/**
 * How large a model's KV cache is in llama.cpp 0.5.0: for each layer and token a key and a value of
 * each KV head. Layers with a sliding window keep the window and a batch only, some keep nothing
 * and look at an earlier layer's.
 */
final class KvCacheSize {

  /** llama.cpp allocates cells in steps of this. */
  private static final int STEP = 256;

  /**
   * Of so many layers one sees everything, where the file does not say. Architectures that are not
   * here count as if all layers saw everything: more than is needed, never less.
   */
  private static final Map<String, Integer> PERIODS =
      Map.of(
          "gemma2", 2, "gemma3", 6, "gemma3n", 5, "cohere2", 4, "gpt-oss", 2, "exaone4", 4, "olmo2",
          4);

  /** Gemma 3n's layers after these reuse what earlier ones keep. */
  private static final int GEMMA3N_LAYERS_WITH_KV = 20;

  private final GgufFile gguf;
  private final long window;
  private final List<Object> windowed;
  private final long period;

  KvCacheSize(GgufFile gguf) {
    this.gguf = gguf;
    window = gguf.ofArchitecture("attention.sliding_window", 0);
    windowed = gguf.itemsOfArchitecture("attention.sliding_window_pattern");
    period =
        gguf.ofArchitecture(
            "attention.sliding_window_pattern", PERIODS.getOrDefault(gguf.architecture(), 1));
  }

  /**
   * Bytes of the whole cache.
   *
   * @param contextTokens as asked for
   * @param batchTokens read at a time
   */
  long bytes(int contextTokens, int batchTokens, KvType type) {
    long cells = padded(contextTokens);
    long inWindow = padded(Math.min(cells, window + batchTokens));
    long bytes = 0;
    for (int layer = 0; layer < layersWithKv(); layer++) {
      boolean isWindowed = isWindowed(layer);
      bytes += (isWindowed ? inWindow : cells) * bytesPerToken(layer, isWindowed, type);
    }
    return bytes;
  }

  /** Cells of a layer that sees everything and, if there are such, of one with a window. */
  long maskCells(int contextTokens, int batchTokens) {
    long cells = padded(contextTokens);
    boolean hasWindow = window > 0 && (period > 1 || !windowed.isEmpty());
    return cells + (hasWindow ? padded(Math.min(cells, window + batchTokens)) : 0);
  }

  /** The width of a head's key, in numbers. */
  long headWidth() {
    long heads = Math.max(1, gguf.ofArchitecture("attention.head_count", 1));
    return gguf.ofArchitecture(
        "attention.key_length", gguf.ofArchitecture("embedding_length", 0) / heads);
  }

  private long bytesPerToken(int layer, boolean isWindowed, KvType type) {
    long key = headWidth();
    long value = gguf.ofArchitecture("attention.value_length", key);
    if (isWindowed) {
      key = gguf.ofArchitecture("attention.key_length_swa", key);
      value = gguf.ofArchitecture("attention.value_length_swa", value);
    }
    long heads = heads(layer);
    return type.bytes(key * heads) + type.bytes(value * heads);
  }

  private long heads(int layer) {
    List<Object> each = gguf.itemsOfArchitecture("attention.head_count_kv");
    if (layer < each.size() && each.get(layer) instanceof Number n) {
      return n.longValue();
    }
    return gguf.ofArchitecture(
        "attention.head_count_kv", gguf.ofArchitecture("attention.head_count", 0));
  }

  private long layersWithKv() {
    long layers = Math.clamp(gguf.ofArchitecture("block_count", 0), 0, 100_000);
    if (gguf.architecture().equals("gemma3n")) {
      return Math.min(layers, GEMMA3N_LAYERS_WITH_KV);
    }
    return Math.max(0, layers - gguf.ofArchitecture("attention.shared_kv_layers", 0));
  }

  private boolean isWindowed(int layer) {
    if (window <= 0) {
      return false;
    }
    if (layer < windowed.size()) {
      return Boolean.TRUE.equals(windowed.get(layer));
    }
    return period > 1 && layer % period < period - 1;
  }

  private static long padded(long cells) {
    return (cells + STEP - 1) / STEP * STEP;
  }
}
