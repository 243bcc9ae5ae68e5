package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.llm.GgufWriter;
import java.util.Random;

/** An encoder of BERT's architecture with random weights, whose vocabulary is letters. */
final class TinyBert {

  private static final int WIDTH = 64;
  private static final int FEED_FORWARD = 128;
  private static final int LAYERS = 2;

  private final Random random = new Random(2);
  private final GgufWriter gguf = new GgufWriter();
  private int vocabulary;

  /**
   * @param context the trained context to claim, in tokens
   */
  static byte[] bytes(int context) {
    var model = new TinyBert();
    model.metadata(context);
    model.tokenizer();
    model.tensors(context);
    return model.gguf.bytes();
  }

  private void metadata(int context) {
    gguf.with("general.architecture", "bert")
        .with("bert.context_length", context)
        .with("bert.embedding_length", WIDTH)
        .with("bert.block_count", LAYERS)
        .with("bert.feed_forward_length", FEED_FORWARD)
        .with("bert.attention.head_count", 2)
        .with("bert.attention.layer_norm_epsilon", 1e-12f)
        .with("bert.attention.causal", false)
        .with("bert.pooling_type", 2); // CLS
  }

  private void tokenizer() {
    String letters = "abcdefghijklmnopqrstuvwxyz";
    String[] tokens = new String[5 + 2 * letters.length()];
    int[] types = new int[tokens.length];
    java.util.Arrays.fill(types, 1);
    String[] special = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};
    for (int i = 0; i < special.length; i++) {
      tokens[i] = special[i];
      types[i] = 3;
    }
    for (int i = 0; i < letters.length(); i++) {
      tokens[5 + 2 * i] = "\u2581" + letters.charAt(i);
      tokens[6 + 2 * i] = letters.substring(i, i + 1);
    }
    vocabulary = tokens.length;
    gguf.with("tokenizer.ggml.model", "bert")
        .with("tokenizer.ggml.token_type_count", 2)
        .with("tokenizer.ggml.tokens", tokens)
        .with("tokenizer.ggml.token_type", types)
        .with("tokenizer.ggml.unknown_token_id", 1)
        .with("tokenizer.ggml.bos_token_id", 2)
        .with("tokenizer.ggml.cls_token_id", 2)
        .with("tokenizer.ggml.seperator_token_id", 3)
        .with("tokenizer.ggml.padding_token_id", 0);
  }

  private void tensors(int context) {
    weights("token_embd", WIDTH, vocabulary);
    weights("token_types", WIDTH, 2);
    weights("position_embd", WIDTH, context);
    norm("token_embd_norm");
    for (int i = 0; i < LAYERS; i++) {
      String layer = "blk." + i + ".";
      for (String name : new String[] {"attn_q", "attn_k", "attn_v", "attn_output"}) {
        weights(layer + name, WIDTH, WIDTH);
        bias(layer + name, WIDTH, 0);
      }
      norm(layer + "attn_output_norm");
      weights(layer + "ffn_up", WIDTH, FEED_FORWARD);
      bias(layer + "ffn_up", FEED_FORWARD, 0);
      weights(layer + "ffn_down", FEED_FORWARD, WIDTH);
      bias(layer + "ffn_down", WIDTH, 0);
      norm(layer + "layer_output_norm");
    }
  }

  private void weights(String name, int columns, int rows) {
    float[] values = new float[columns * rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * 0.2);
    }
    gguf.tensor(name + ".weight", values, columns, rows);
  }

  private void norm(String name) {
    float[] ones = new float[WIDTH];
    java.util.Arrays.fill(ones, 1);
    gguf.tensor(name + ".weight", ones, WIDTH);
    bias(name, WIDTH, 0);
  }

  private void bias(String name, int width, float value) {
    float[] values = new float[width];
    java.util.Arrays.fill(values, value);
    gguf.tensor(name + ".bias", values, width);
  }
}
