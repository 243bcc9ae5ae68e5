package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.llm.GgufWriter;

/** A model of Phi-4-mini's architecture ({@code phi3}) with random weights. */
final class TinyPhi {

  private static final int WIDTH = 64;
  private static final int HEADS = 4;
  private static final int KV_HEADS = 2;
  private static final int HEAD_WIDTH = WIDTH / HEADS;
  private static final int ROTATED = 12;
  private static final int FEED_FORWARD = 96;
  private static final int LAYERS = 2;

  private TinyPhi() {}

  /**
   * @param context the trained context to claim, in tokens
   */
  static byte[] bytes(int context) {
    var gguf = new GgufWriter();
    gguf.with("general.architecture", "phi3")
        .with("phi3.context_length", context)
        .with("phi3.rope.scaling.original_context_length", Math.min(context, 4096))
        .with("phi3.embedding_length", WIDTH)
        .with("phi3.block_count", LAYERS)
        .with("phi3.feed_forward_length", FEED_FORWARD)
        .with("phi3.attention.head_count", HEADS)
        .with("phi3.attention.head_count_kv", KV_HEADS)
        .with("phi3.attention.layer_norm_rms_epsilon", 1e-5f)
        .with("phi3.attention.sliding_window", 2 * context)
        .with("phi3.rope.dimension_count", ROTATED)
        .with("phi3.rope.freq_base", 10000f)
        .with("phi3.rope.scaling.attn_factor", 1.19f);
    TinyTokenizer.bytePairs(gguf);
    var tensors = new TinyWeights(gguf);
    tensors.weights("token_embd", WIDTH, TinyTokenizer.TOKENS);
    tensors.norms("", WIDTH, "output_norm");
    tensors.norms("", ROTATED / 2, "rope_factors_long", "rope_factors_short");
    for (int i = 0; i < LAYERS; i++) {
      String layer = "blk." + i + ".";
      tensors.norms(layer, WIDTH, "attn_norm", "ffn_norm");
      tensors.weights(layer + "attn_qkv", WIDTH, WIDTH + 2 * KV_HEADS * HEAD_WIDTH);
      tensors.weights(layer + "attn_output", WIDTH, WIDTH);
      tensors.weights(layer + "ffn_up", WIDTH, 2 * FEED_FORWARD);
      tensors.weights(layer + "ffn_down", FEED_FORWARD, WIDTH);
    }
    return gguf.bytes();
  }
}
