package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.llm.GgufWriter;
import java.util.Random;

/**
 * A model of Gemma 3's architecture with random weights: a few layers with a sliding window, a
 * vocabulary of bytes.
 */
public final class TinyGemma {

  static final int WINDOW = 64;
  private static final int EOS = 2;
  private static final int BYTES = 256;
  private static final int WIDTH = 64;
  private static final int FEED_FORWARD = 128;
  private static final int HEADS = 2;
  private static final int HEAD_WIDTH = 32;
  private static final int LAYERS = 6;

  private final Random random = new Random(1);
  private final GgufWriter gguf = new GgufWriter();

  /**
   * @param context the trained context to claim, in tokens
   */
  public static byte[] bytes(int context) {
    return bytes(context, false, false);
  }

  /** One whose output is its input, as of real Gemmas: llama.cpp b4916 knows no others. */
  public static byte[] tied(int context) {
    return bytes(context, false, true);
  }

  /** One whose texts llama.cpp splits by a regular expression, which recurses at each character. */
  public static byte[] withRecursiveTokenizer(int context) {
    return bytes(context, true, false);
  }

  private static byte[] bytes(int context, boolean recursive, boolean tied) {
    var model = new TinyGemma();
    model.metadata(context);
    model.tokenizer(recursive);
    model.tensors(tied);
    return model.gguf.bytes();
  }

  private void metadata(int context) {
    gguf.with("general.architecture", "gemma3")
        .with("gemma3.context_length", context)
        .with("gemma3.embedding_length", WIDTH)
        .with("gemma3.block_count", LAYERS)
        .with("gemma3.feed_forward_length", FEED_FORWARD)
        .with("gemma3.attention.head_count", HEADS)
        .with("gemma3.attention.head_count_kv", 1)
        .with("gemma3.attention.key_length", HEAD_WIDTH)
        .with("gemma3.attention.value_length", HEAD_WIDTH)
        .with("gemma3.attention.layer_norm_rms_epsilon", 1e-6f)
        .with("gemma3.attention.sliding_window", WINDOW)
        .with("gemma3.rope.freq_base", 10000f);
  }

  private void tokenizer(boolean recursive) {
    String[] tokens = new String[3 + BYTES];
    int[] types = new int[tokens.length];
    tokens[0] = "<unk>";
    tokens[1] = "<bos>";
    tokens[EOS] = "<eos>";
    types[0] = 2;
    types[1] = 3;
    types[EOS] = 3;
    for (int i = 0; i < BYTES; i++) {
      tokens[3 + i] = recursive ? Character.toString(0x100 + i) : "<0x%02X>".formatted(i);
      types[3 + i] = recursive ? 1 : 6;
    }
    if (recursive) {
      tokens[3 + 'a'] = "a";
    }
    gguf.with("tokenizer.ggml.model", recursive ? "gpt2" : "llama")
        .with("tokenizer.ggml.pre", recursive ? "deepseek-llm" : "default")
        .with("tokenizer.ggml.merges", new String[] {"a a"})
        .with("tokenizer.ggml.tokens", tokens)
        .with("tokenizer.ggml.scores", new float[tokens.length])
        .with("tokenizer.ggml.token_type", types)
        .with("tokenizer.ggml.bos_token_id", 1)
        .with("tokenizer.ggml.eos_token_id", EOS)
        .with("tokenizer.ggml.unknown_token_id", 0)
        .with("tokenizer.ggml.add_space_prefix", false)
        .with(
            "tokenizer.chat_template",
            "{% for m in messages %}{{ m['role'] + ': ' + m['content'] }}\n{% endfor %}");
  }

  private void tensors(boolean tied) {
    int vocabulary = 3 + BYTES;
    float[] embeddings = random(WIDTH * vocabulary, 0.05);
    gguf.tensor("token_embd.weight", embeddings, WIDTH, vocabulary);
    if (tied) {
      java.util.Arrays.fill(embeddings, EOS * WIDTH, (EOS + 1) * WIDTH, 0); // never the likeliest
    } else {
      weights("output", WIDTH, vocabulary, 0.5);
    }
    norm("output_norm", WIDTH, 1);
    for (int i = 0; i < LAYERS; i++) {
      String layer = "blk." + i + ".";
      norm(layer + "attn_norm", WIDTH, 1);
      weights(layer + "attn_q", WIDTH, HEADS * HEAD_WIDTH, 0.125);
      weights(layer + "attn_k", WIDTH, HEAD_WIDTH, 0.125);
      weights(layer + "attn_v", WIDTH, HEAD_WIDTH, 0.5);
      weights(layer + "attn_output", HEADS * HEAD_WIDTH, WIDTH, 0.5);
      norm(layer + "attn_q_norm", HEAD_WIDTH, 2);
      norm(layer + "attn_k_norm", HEAD_WIDTH, 2);
      norm(layer + "post_attention_norm", WIDTH, 3);
      norm(layer + "ffn_norm", WIDTH, 1);
      weights(layer + "ffn_gate", WIDTH, FEED_FORWARD, 0.125);
      weights(layer + "ffn_up", WIDTH, FEED_FORWARD, 0.125);
      weights(layer + "ffn_down", FEED_FORWARD, WIDTH, 0.1);
      norm(layer + "post_ffw_norm", WIDTH, 3);
    }
  }

  private void weights(String name, int columns, int rows, double scale) {
    gguf.tensor(name + ".weight", random(columns * rows, scale), columns, rows);
  }

  private float[] random(int count, double scale) {
    float[] values = new float[count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * scale);
    }
    return values;
  }

  private void norm(String name, int width, float value) {
    float[] values = new float[width];
    java.util.Arrays.fill(values, value);
    gguf.tensor(name + ".weight", values, width);
  }
}
