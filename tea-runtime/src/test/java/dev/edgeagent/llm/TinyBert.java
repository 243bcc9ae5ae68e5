package dev.edgeagent.llm;

import java.util.Arrays;
import java.util.Random;

/** A model for embeddings, of BERT's architecture, with random weights and a few words. */
public final class TinyBert {

  private static final String[] WORDS = {
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "▁tea", "▁the", "▁capital", "▁of", "▁france"
  };
  private static final int WIDTH = 32;
  private static final int FEED_FORWARD = 64;
  private static final int CONTEXT = 64;

  private final Random random = new Random(1);
  private final GgufWriter gguf = new GgufWriter();

  /**
   * @param pooling {@code enum llama_pooling_type}: 1 for the mean, 2 for the first token, 4 for a
   *     rank
   */
  public static byte[] bytes(int pooling) {
    var model = new TinyBert();
    model.metadata(pooling);
    model.tensors();
    return model.gguf.bytes();
  }

  private void metadata(int pooling) {
    int[] types = new int[WORDS.length];
    Arrays.fill(types, 1);
    Arrays.fill(types, 0, 5, 3);
    gguf.with("general.architecture", "bert")
        .with("bert.context_length", CONTEXT)
        .with("bert.embedding_length", WIDTH)
        .with("bert.block_count", 1)
        .with("bert.feed_forward_length", FEED_FORWARD)
        .with("bert.attention.head_count", 1)
        .with("bert.attention.layer_norm_epsilon", 1e-12f)
        .with("bert.attention.causal", false)
        .with("bert.pooling_type", pooling)
        .with("tokenizer.ggml.model", "bert")
        .with("tokenizer.ggml.token_type_count", 2)
        .with("tokenizer.ggml.tokens", WORDS)
        .with("tokenizer.ggml.scores", new float[WORDS.length])
        .with("tokenizer.ggml.token_type", types)
        .with("tokenizer.ggml.padding_token_id", 0)
        .with("tokenizer.ggml.unknown_token_id", 1)
        .with("tokenizer.ggml.cls_token_id", 2)
        .with("tokenizer.ggml.bos_token_id", 2)
        .with("tokenizer.ggml.seperator_token_id", 3)
        .with("tokenizer.ggml.eos_token_id", 3)
        .with("tokenizer.ggml.mask_token_id", 4);
  }

  private void tensors() {
    weights("token_embd.weight", WIDTH, WORDS.length);
    weights("token_types.weight", WIDTH, 2);
    weights("position_embd.weight", WIDTH, CONTEXT);
    norm("token_embd_norm");
    for (String name : new String[] {"attn_q", "attn_k", "attn_v", "attn_output"}) {
      linear("blk.0." + name, WIDTH, WIDTH);
    }
    norm("blk.0.attn_output_norm");
    linear("blk.0.ffn_up", WIDTH, FEED_FORWARD);
    linear("blk.0.ffn_down", FEED_FORWARD, WIDTH);
    norm("blk.0.layer_output_norm");
  }

  private void linear(String name, int from, int to) {
    weights(name + ".weight", from, to);
    gguf.tensor(name + ".bias", new float[to], to);
  }

  private void norm(String name) {
    float[] ones = new float[WIDTH];
    Arrays.fill(ones, 1);
    gguf.tensor(name + ".weight", ones, WIDTH);
    gguf.tensor(name + ".bias", new float[WIDTH], WIDTH);
  }

  private void weights(String name, int columns, int rows) {
    float[] values = new float[columns * rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    gguf.tensor(name, values, columns, rows);
  }
}
