package dev.edgeagent.llm;

import dev.edgeagent.llm.Sourced.Source;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Models that were made alike, and so chat alike. */
public enum ModelFamily {
  PHI("phi", "phi3", "phi"),
  GEMMA("gemma", "gemma\\d?n?", "gemma"),
  QWEN("chatml", "qwen[23](moe)?", "qwen"),
  LLAMA3("llama3", "(?!)", "llama[-_ ]?3"),
  MISTRAL("mistral", "(?!)", "mi[sx]tral"),
  UNKNOWN("none", "(?!)", "(?!)");

  /** What llama.cpp calls the way in which Llama 3, and no earlier one, splits words. */
  private static final String LLAMA3_TOKENIZER = "llama-bpe";

  private final String chatFormat;
  private final Pattern architectures;
  private final Pattern names;

  ModelFamily(String chatFormat, String architectures, String names) {
    this.chatFormat = chatFormat;
    this.architectures = Pattern.compile(architectures);
    this.names = Pattern.compile(names);
  }

  /**
   * By architecture, tokenizer and name in the metadata, else by the name of the file. The
   * architecture {@code llama} alone tells nothing: it is that of Llama 2, Mistral and many others.
   */
  public static Sourced<ModelFamily> of(GgufFile gguf) {
    Optional<ModelFamily> stated =
        known()
            .filter(family -> family.architectures.matcher(gguf.architecture()).matches())
            .findFirst();
    if (stated.isEmpty()
        && gguf.string("tokenizer.ggml.pre").filter(LLAMA3_TOKENIZER::equals).isPresent()) {
      stated = Optional.of(LLAMA3);
    }
    if (stated.isEmpty()) {
      stated = named(gguf.string("general.name").orElse(""));
    }
    return stated
        .map(family -> new Sourced<>(family, Source.METADATA))
        .or(() -> named(gguf.name()).map(family -> new Sourced<>(family, Source.FILE_NAME)))
        .orElse(new Sourced<>(UNKNOWN, Source.DEFAULT));
  }

  private static Optional<ModelFamily> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return known().filter(family -> family.names.matcher(lower).find()).findFirst();
  }

  private static Stream<ModelFamily> known() {
    return Stream.of(values()).filter(family -> family != UNKNOWN);
  }

  /** The name of its chat format; {@code none} if it is not known. */
  public String chatFormat() {
    return chatFormat;
  }

  /** In small letters, as file names have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
