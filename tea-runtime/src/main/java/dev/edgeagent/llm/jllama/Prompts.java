package dev.edgeagent.llm.jllama;

import de.kherud.llama.LlamaModel;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.GgufTokens;
import dev.edgeagent.llm.ModelException;
import java.util.Set;

/** What goes to the library as text, where it would rather be tokens. */
final class Prompts {

  /**
   * llama.cpp splits some texts by a recursive regular expression, whose depth grows with the text;
   * this much is safe on the stack of a model's thread.
   */
  private static final int MAX_CHARS = 500_000;

  /**
   * Kinds of byte-pair vocabularies that llama.cpp b4916 gives a BOS unless the file forbids it.
   */
  private static final Set<String> PAIRS_WITH_BOS =
      Set.of("llama3", "llama-v3", "llama-bpe", "falcon3", "tekken", "chameleon");

  private final GgufTokens tokens;
  private final boolean addsBos;
  private final boolean addsEnd;

  private Prompts(GgufTokens tokens, boolean addsBos, boolean addsEnd) {
    this.tokens = tokens;
    this.addsBos = addsBos;
    this.addsEnd = addsEnd;
  }

  static Prompts of(GgufFile gguf) throws ModelException {
    boolean addsBos =
        gguf.metadata().get("tokenizer.ggml.add_bos_token") instanceof Boolean told
            ? told
            : switch (gguf.string("tokenizer.ggml.model").orElse("")) {
              case "llama", "bert" -> true;
              case "gpt2" ->
                  PAIRS_WITH_BOS.contains(gguf.string("tokenizer.ggml.pre").orElse("default"));
              default -> false;
            };
    boolean addsEnd =
        gguf.string("tokenizer.ggml.model").orElse("").equals("bert")
            || Boolean.TRUE.equals(gguf.metadata().get("tokenizer.ggml.add_eos_token"));
    return new Prompts(GgufTokens.read(gguf), addsBos, addsEnd);
  }

  String bos() {
    return tokens.bos();
  }

  String eos() {
    return tokens.eos();
  }

  /**
   * A text of the user's in which nothing is a control token: who writes {@code <end_of_turn>} into
   * a question does not end his turn. The library takes text only, so it gets a space: {@code <
   * end_of_turn>}.
   */
  String plain(String text) {
    String plain = text;
    for (String control : tokens.control()) {
      if (plain.contains(control)) {
        int first = control.offsetByCodePoints(0, 1);
        plain =
            plain.replace(control, control.substring(0, first) + " " + control.substring(first));
      }
    }
    return plain;
  }

  /**
   * The text to give to the library, which puts the BOS in front itself where the model wants one.
   *
   * @throws ModelException if it is too long to be split into tokens
   */
  String once(String prompt) throws ModelException {
    if (prompt.length() > MAX_CHARS) {
      throw new ModelException(
          "the prompt has "
              + prompt.length()
              + " characters; at most "
              + MAX_CHARS
              + " can be read",
          "shorten the prompt");
    }
    return addsBos && !bos().isEmpty() && prompt.startsWith(bos())
        ? prompt.substring(bos().length())
        : prompt;
  }

  /**
   * How many tokens the library makes of a text.
   *
   * @param text as {@link #once} returns it
   */
  int count(LlamaModel model, String text) {
    return model.encode(text).length + (addsBos ? 1 : 0) + (addsEnd ? 1 : 0);
  }
}
