package dev.edgeagent.llm;

import dev.edgeagent.llm.Sourced.Source;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of a model before it is loaded: what its file says, and what follows from the
 * file's name where it says nothing.
 *
 * @param name as its publisher calls it; else the file name without {@code .gguf}
 * @param architecture such as {@code gemma3}
 * @param trainedContext the longest text that it was trained with, in tokens
 * @param chatFormat {@code phi}, {@code gemma}, {@code llama3}, {@code chatml}, {@code mistral};
 *     {@code own} for a template in the file that is none of these, {@code none} if there is
 *     neither a template nor a known family
 * @param bos the token that begins a text; empty if the file names none
 * @param eos the token that ends it
 * @param sampling by name of the parameter, such as {@code temperature}: what is used where a
 *     workflow says nothing
 * @param parameters how many weights it has
 * @param quantisation such as {@code Q4_K_M}
 */
public record ModelConfig(
    Sourced<String> name,
    Sourced<String> architecture,
    Sourced<ModelFamily> family,
    Sourced<Long> trainedContext,
    Sourced<String> chatFormat,
    Optional<Token> bos,
    Optional<Token> eos,
    Map<String, Sourced<Number>> sampling,
    Sourced<Long> parameters,
    Sourced<String> quantisation) {

  /**
   * A token that the metadata names.
   *
   * @param text as templates write it; empty if the file has no text for that number
   */
  public record Token(long id, String text) {}

  private static final Pattern QUANTISATION =
      Pattern.compile("(?:^|[-._])((?:I?Q\\d\\w*|BF16|F16|F32|MXFP4\\w*))\\.gguf$");

  private static final long PHI_CONTEXT = 128_000;
  private static final long GEMMA3_1B_CONTEXT = 8_192;
  private static final long GEMMA_CONTEXT = 32_768;
  private static final long OTHER_CONTEXT = 4_096;

  public ModelConfig {
    sampling = Collections.unmodifiableMap(new LinkedHashMap<>(sampling));
  }

  /**
   * @throws ModelException if the file cannot be read any more
   */
  public static ModelConfig of(GgufFile gguf) throws ModelException {
    Sourced<ModelFamily> family = ModelFamily.of(gguf);
    Optional<Long> bos = token(gguf, "bos");
    Optional<Long> eos = token(gguf, "eos");
    GgufDetails details =
        details(gguf, Stream.of(bos, eos).flatMap(Optional::stream).collect(Collectors.toSet()));
    return new ModelConfig(
        gguf.string("general.name")
            .map(name -> new Sourced<>(name, Source.METADATA))
            .orElseGet(
                () -> new Sourced<>(gguf.name().replaceFirst("\\.gguf$", ""), Source.FILE_NAME)),
        new Sourced<>(
            gguf.architecture(),
            gguf.string("general.architecture").isPresent() ? Source.METADATA : Source.DEFAULT),
        family,
        context(gguf),
        chatFormat(gguf, family),
        bos.map(id -> new Token(id, details.tokens().getOrDefault(id, ""))),
        eos.map(id -> new Token(id, details.tokens().getOrDefault(id, ""))),
        sampling(gguf),
        new Sourced<>(details.parameters(), Source.TENSORS),
        quantisation(gguf));
  }

  private static Sourced<Long> context(GgufFile gguf) {
    Optional<Long> trained = gguf.trainedContext();
    if (trained.isPresent()) {
      return new Sourced<>(trained.get(), Source.METADATA);
    }
    String name = gguf.name().toLowerCase(Locale.ROOT);
    if (name.contains("phi")) {
      return new Sourced<>(PHI_CONTEXT, Source.FILE_NAME);
    }
    if (name.contains("gemma-3-1b") || name.contains("gemma_3_1b")) {
      return new Sourced<>(GEMMA3_1B_CONTEXT, Source.FILE_NAME);
    }
    return name.contains("gemma")
        ? new Sourced<>(GEMMA_CONTEXT, Source.FILE_NAME)
        : new Sourced<>(OTHER_CONTEXT, Source.DEFAULT);
  }

  private static Sourced<String> chatFormat(GgufFile gguf, Sourced<ModelFamily> family) {
    return gguf.string("tokenizer.chat_template")
        .map(template -> new Sourced<>(formatOf(template), Source.METADATA))
        .orElseGet(() -> new Sourced<>(family.value().chatFormat(), family.source()));
  }

  /** By the marks that only one format has. */
  private static String formatOf(String template) {
    if (template.contains("<start_of_turn>")) {
      return "gemma";
    }
    if (template.contains("<|start_header_id|>")) {
      return "llama3";
    }
    if (template.contains("<|im_start|>")) {
      return "chatml";
    }
    if (template.contains("[INST]")) {
      return "mistral";
    }
    return template.contains("<|end|>") && !template.contains("<|start|>") ? "phi" : "own";
  }

  private static Optional<Long> token(GgufFile gguf, String which) {
    return gguf.integer("tokenizer.ggml." + which + "_token_id");
  }

  private static GgufDetails details(GgufFile gguf, Set<Long> tokens) throws ModelException {
    try {
      return GgufDetails.of(gguf, tokens);
    } catch (IOException e) {
      throw new ModelException(
          "model " + gguf.name() + ": cannot be read: " + e.getMessage(),
          "check " + gguf.file(),
          e);
    }
  }

  private static Map<String, Sourced<Number>> sampling(GgufFile gguf) {
    Sampling used = gguf.sampling();
    Map<String, Sourced<Number>> values = new LinkedHashMap<>();
    values.put("temperature", sampled(gguf, "temp", used.temperature()));
    values.put("top_k", sampled(gguf, "top_k", used.topK()));
    values.put("top_p", sampled(gguf, "top_p", used.topP()));
    values.put("min_p", sampled(gguf, "min_p", used.minP()));
    values.put("repeat_penalty", sampled(gguf, "penalty_repeat", used.repeatPenalty()));
    return values;
  }

  private static Sourced<Number> sampled(GgufFile gguf, String key, Number used) {
    boolean isStated =
        gguf.metadata().get("general.sampling." + key) instanceof Number stated
            && stated.doubleValue() == used.doubleValue();
    return new Sourced<>(used, isStated ? Source.METADATA : Source.DEFAULT);
  }

  private static Sourced<String> quantisation(GgufFile gguf) {
    Optional<String> stated = gguf.integer("general.file_type").flatMap(Quantisation::name);
    if (stated.isPresent()) {
      return new Sourced<>(stated.get(), Source.METADATA);
    }
    Matcher named = QUANTISATION.matcher(gguf.name());
    return named.find()
        ? new Sourced<>(named.group(1), Source.FILE_NAME)
        : new Sourced<>("unknown", Source.DEFAULT);
  }
}
