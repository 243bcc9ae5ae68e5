package dev.edgeagent.llm;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  private static final long TYPE_CONTROL = 3;

  /** What llama.cpp takes for a control token whatever type the file gives it. */
  private static final Pattern CONTROL = Pattern.compile("<\\|[^|<>]+\\|>|<end_of_turn>|</s>");

  public GgufTokens {
    control = List.copyOf(control);
  }

  /**
   * Reads the vocabulary, which takes some milliseconds per 10,000 tokens.
   *
   * @throws ModelException if the file cannot be read
   */
  public static GgufTokens read(GgufFile gguf) throws ModelException {
    if (!(gguf.metadata().get("tokenizer.ggml.tokens") instanceof GgufHeader.Array tokens)
        || tokens.type() != GgufHeader.TYPE_STRING) {
      return new GgufTokens(List.of(), "", "");
    }
    try {
      int[] types = types(gguf, tokens.length());
      // what llama.cpp assumes of a SentencePiece vocabulary that does not tell
      boolean isSentencePiece = gguf.string("tokenizer.ggml.model").orElse("").equals("llama");
      long bos = gguf.integer("tokenizer.ggml.bos_token_id").orElse(isSentencePiece ? 1L : -1L);
      long eos = gguf.integer("tokenizer.ggml.eos_token_id").orElse(isSentencePiece ? 2L : -1L);
      List<String> control = new ArrayList<>();
      String bosText = "";
      String eosText = "";
      try (DataInputStream in = at(gguf, tokens.position())) {
        for (int i = 0; i < types.length; i++) {
          String text = text(in);
          bosText = i == bos ? text : bosText;
          eosText = i == eos ? text : eosText;
          if (text.length() > 1 && (types[i] == TYPE_CONTROL || CONTROL.matcher(text).matches())) {
            control.add(text);
          }
        }
      }
      return new GgufTokens(control, bosText, eosText);
    } catch (IOException e) {
      throw new ModelException(
          "model " + gguf.name() + ": its vocabulary cannot be read: " + e.getMessage(),
          "check the file and its permissions",
          e);
    }
  }

  /** The type of each token; 0 for all where the file does not tell. */
  private static int[] types(GgufFile gguf, long count) throws IOException {
    int[] types = new int[Math.toIntExact(count)];
    if (gguf.metadata().get("tokenizer.ggml.token_type") instanceof GgufHeader.Array array
        && array.length() == count
        && (array.type() == GgufHeader.TYPE_INT32 || array.type() == GgufHeader.TYPE_UINT32)) {
      try (DataInputStream in = at(gguf, array.position())) {
        for (int i = 0; i < types.length; i++) {
          types[i] = Integer.reverseBytes(in.readInt());
        }
      }
    }
    return types;
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(
        in.readNBytes((int) Long.reverseBytes(in.readLong())), StandardCharsets.UTF_8);
  }

  private static DataInputStream at(GgufFile gguf, long position) throws IOException {
    var file = new FileInputStream(gguf.file().toFile()); // a channel would fail if interrupted
    file.skipNBytes(gguf.offset() + position);
    return new DataInputStream(new BufferedInputStream(file, 1 << 16));
  }
}
