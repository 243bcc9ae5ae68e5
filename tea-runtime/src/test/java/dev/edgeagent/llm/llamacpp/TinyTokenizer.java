package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.llm.GgufWriter;

/** A vocabulary of bytes and three control tokens, and a chat template. */
final class TinyTokenizer {

  private static final int BYTES = 256;
  private static final String[] CONTROLS = {"<unk>", "<bos>", "<eos>"};

  static final int TOKENS = CONTROLS.length + BYTES;

  private static final String TEMPLATE =
      "{{ bos_token }}{% for message in messages %}{{ message['role'] + ': ' + message['content']"
          + " }}\n{% endfor %}";

  private TinyTokenizer() {}

  /** As SentencePiece models have it. */
  static void sentencePieces(GgufWriter gguf) {
    String[] tokens = new String[TOKENS];
    int[] types = types(6);
    for (int i = 0; i < TOKENS; i++) {
      tokens[i] = i < CONTROLS.length ? CONTROLS[i] : "<0x%02X>".formatted(i - CONTROLS.length);
    }
    common(gguf.with("tokenizer.ggml.model", "llama"), tokens, types)
        .with("tokenizer.ggml.scores", new float[TOKENS])
        .with("tokenizer.ggml.add_space_prefix", false);
  }

  /** As GPT-2 and its followers have it: bytes in an alphabet of printable characters. */
  static void bytePairs(GgufWriter gguf) {
    String[] tokens = new String[TOKENS];
    for (int i = 0, spare = 0x100; i < TOKENS; i++) {
      int b = i - CONTROLS.length;
      boolean isPrintable = b > ' ' && b < 0x7f || b > 0xa0 && b != 0xad;
      tokens[i] = i < CONTROLS.length ? CONTROLS[i] : Character.toString(isPrintable ? b : spare++);
    }
    common(gguf.with("tokenizer.ggml.model", "gpt2"), tokens, types(1))
        .with("tokenizer.ggml.pre", "gpt-4o")
        .with("tokenizer.ggml.merges", new String[] {"a b", "l l", "h e"});
  }

  private static GgufWriter common(GgufWriter gguf, String[] tokens, int[] types) {
    return gguf.with("tokenizer.ggml.tokens", tokens)
        .with("tokenizer.ggml.token_type", types)
        .with("tokenizer.ggml.bos_token_id", 1)
        .with("tokenizer.ggml.eos_token_id", 2)
        .with("tokenizer.ggml.unknown_token_id", 0)
        .with("tokenizer.chat_template", TEMPLATE);
  }

  private static int[] types(int ofBytes) {
    int[] types = new int[TOKENS];
    java.util.Arrays.fill(types, ofBytes);
    types[0] = 2;
    types[1] = 3;
    types[2] = 3;
    return types;
  }
}
