package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.llm.GgufWriter;

/**
 * A model of Gemma 3n's architecture with random weights; the last layer uses the keys and values
 * of an earlier one.
 */
final class TinyGemma3n {

  private static final int WIDTH = 32;
  private static final int HEADS = 2;
  private static final int HEAD_WIDTH = 16;
  private static final int FEED_FORWARD = 64;

  /** One more than have keys and values of their own, a number that llama.cpp does not read. */
  private static final int LAYERS = 21;

  /** Three more numbers that llama.cpp does not read from the file. */
  private static final int ALT_UPS = 4;

  private static final int PER_LAYER = 256;
  private static final int LAUREL = 64;

  private TinyGemma3n() {}

  static byte[] bytes() {
    var gguf = new GgufWriter();
    gguf.with("general.architecture", "gemma3n")
        .with("gemma3n.context_length", 4096)
        .with("gemma3n.embedding_length", WIDTH)
        .with("gemma3n.block_count", LAYERS)
        .with("gemma3n.feed_forward_length", FEED_FORWARD)
        .with("gemma3n.attention.head_count", HEADS)
        .with("gemma3n.attention.head_count_kv", 1)
        .with("gemma3n.attention.key_length", HEAD_WIDTH)
        .with("gemma3n.attention.value_length", HEAD_WIDTH)
        .with("gemma3n.attention.sliding_window", 64)
        .with("gemma3n.attention.shared_kv_layers", 1f)
        .with("gemma3n.attention.layer_norm_rms_epsilon", 1e-6f)
        .with("gemma3n.altup.active_idx", 0)
        .with("gemma3n.altup.num_inputs", ALT_UPS)
        .with("gemma3n.embedding_length_per_layer_input", PER_LAYER)
        .with("gemma3n.rope.freq_base", 1e6f)
        .with("gemma3n.activation_sparsity_scale", new float[LAYERS]);
    TinyTokenizer.sentencePieces(gguf);
    var tensors = new TinyWeights(gguf);
    tensors.weights("altup_proj", WIDTH, WIDTH, ALT_UPS - 1);
    tensors.weights("altup_unembd_proj", WIDTH, WIDTH, ALT_UPS - 1);
    tensors.weights("per_layer_token_embd", PER_LAYER * LAYERS, TinyTokenizer.TOKENS);
    tensors.weights("per_layer_model_proj", WIDTH, PER_LAYER * LAYERS);
    tensors.norms("", PER_LAYER, "per_layer_proj_norm");
    tensors.weights("token_embd", WIDTH, TinyTokenizer.TOKENS);
    tensors.norms("", WIDTH, "output_norm");
    for (int i = 0; i < LAYERS; i++) {
      layer(tensors, "blk." + i + ".");
    }
    return gguf.bytes();
  }

  private static void layer(TinyWeights tensors, String layer) {
    tensors.norms(layer, WIDTH, "attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm");
    tensors.norms(layer, WIDTH, "post_norm", "altup_correct_scale", "altup_router_norm");
    tensors.norms(layer, WIDTH, "laurel_post_norm");
    tensors.norms(layer, HEAD_WIDTH, "attn_q_norm", "attn_k_norm");
    tensors.weights(layer + "attn_q", WIDTH, HEADS * HEAD_WIDTH);
    tensors.weights(layer + "attn_k", WIDTH, HEAD_WIDTH);
    tensors.weights(layer + "attn_v", WIDTH, HEAD_WIDTH);
    tensors.weights(layer + "attn_output", HEADS * HEAD_WIDTH, WIDTH);
    tensors.weights(layer + "ffn_gate", WIDTH, FEED_FORWARD);
    tensors.weights(layer + "ffn_up", WIDTH, FEED_FORWARD);
    tensors.weights(layer + "ffn_down", FEED_FORWARD, WIDTH);
    tensors.weights(layer + "inp_gate", WIDTH, PER_LAYER);
    tensors.weights(layer + "proj", PER_LAYER, WIDTH);
    tensors.weights(layer + "altup_correct_coef", ALT_UPS, ALT_UPS);
    tensors.weights(layer + "altup_predict_coef", ALT_UPS, ALT_UPS * ALT_UPS);
    tensors.weights(layer + "altup_router", WIDTH, ALT_UPS);
    tensors.weights(layer + "laurel_l", WIDTH, LAUREL);
    tensors.weights(layer + "laurel_r", LAUREL, WIDTH);
  }
}
