package dev.edgeagent.llm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The tokens of a model's vocabulary that are no text: they begin and end turns and sequences. For
 * engines that do not tell; read from the GGUF's {@code tokenizer.ggml.*}.
 *
 * @param control their texts, such as {@code <end_of_turn>}; of two characters or more
 * @param bos the text of the token that begins a sequence; empty if the model names none
 * @param eos the text of the token that ends a sequence; empty if the model names none
 */
public record GgufTokens(List<String> control, String bos, String eos) {

  private static final int TYPE_CONTROL = 3;

  /** What llama.cpp takes for a control token whatever type the file gives it. */
  private static final Pattern CONTROL = Pattern.compile("<\\|[^|<>]+\\|>|<end_of_turn>|</s>");

  public GgufTokens {
    control = List.copyOf(control);
  }

  /**
   * Reads the vocabulary: some 20 ms for 200,000 tokens.
   *
   * @throws ModelException if the file cannot be read
   */
  public static GgufTokens read(GgufFile gguf) throws ModelException {
    if (!(gguf.metadata().get("tokenizer.ggml.tokens") instanceof GgufHeader.Array tokens)
        || tokens.type() != GgufHeader.TYPE_STRING) {
      return new GgufTokens(List.of(), "", "");
    }
    try {
      return read(gguf, tokens, types(gguf, tokens.length()));
    } catch (IOException e) {
      throw new ModelException(
          "model " + gguf.name() + ": its vocabulary cannot be read: " + e.getMessage(),
          "check the file and its permissions",
          e);
    }
  }

  private static GgufTokens read(GgufFile gguf, GgufHeader.Array tokens, int[] types)
      throws IOException, ModelException {
    // what llama.cpp assumes of a SentencePiece vocabulary that does not tell
    boolean isSentencePiece = gguf.string("tokenizer.ggml.model").orElse("").equals("llama");
    long bos = gguf.integer("tokenizer.ggml.bos_token_id").orElse(isSentencePiece ? 1L : -1L);
    long eos = gguf.integer("tokenizer.ggml.eos_token_id").orElse(isSentencePiece ? 2L : -1L);
    List<String> control = new ArrayList<>();
    String bosText = "";
    String eosText = "";
    try (GgufReader reader = reader(gguf)) {
      reader.skip(tokens.position());
      for (int i = 0; i < types.length; i++) {
        String text = reader.string();
        bosText = i == bos ? text : bosText;
        eosText = i == eos ? text : eosText;
        boolean isControl = types[i] == TYPE_CONTROL || CONTROL.matcher(text).matches();
        if (isControl && text.length() > 1) {
          control.add(text);
        }
      }
    }
    return new GgufTokens(control, bosText, eosText);
  }

  /** The type of each token; 0 for all where the file does not tell. */
  private static int[] types(GgufFile gguf, long count) throws IOException, ModelException {
    int[] types = new int[Math.toIntExact(count)];
    if (gguf.metadata().get("tokenizer.ggml.token_type") instanceof GgufHeader.Array array
        && array.length() == count
        && array.isInt32()) {
      try (GgufReader reader = reader(gguf)) {
        reader.skip(array.position());
        for (int i = 0; i < types.length; i++) {
          types[i] = reader.integer();
        }
      }
    }
    return types;
  }

  private static GgufReader reader(GgufFile gguf) throws IOException {
    return new GgufReader(
        Path.of(gguf.name()), new Extent(gguf.file(), gguf.offset(), gguf.size()));
  }
}
