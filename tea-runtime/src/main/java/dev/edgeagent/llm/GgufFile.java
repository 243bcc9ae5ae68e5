package dev.edgeagent.llm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A GGUF model and where its bytes are: a file of its own, or a range of an AppImage.
 *
 * @param name the file name that users know it by
 * @param file the file that holds the bytes
 * @param offset where the GGUF begins in that file, in bytes
 * @param size of the GGUF, in bytes
 * @param metadata the key-value pairs of its header: {@code String}, {@code Long}, {@code Double},
 *     {@code Boolean}, and for arrays a {@link GgufHeader.Array}
 * @param repackable bytes of the weights that {@code repack} copies into memory
 */
public record GgufFile(
    String name, Path file, long offset, long size, Map<String, Object> metadata, long repackable) {

  /**
   * Reads the header and checks that every tensor lies within the bytes that are there.
   *
   * @param path a GGUF file, or an extent file that leads into the AppImage {@code appImage}
   * @param appImage the file of the running AppImage ({@code $APPIMAGE}); null if there is none
   * @throws ModelException if it is not a GGUF file, or not a whole one
   */
  public static GgufFile open(Path path, @Nullable Path appImage) throws ModelException {
    String name = String.valueOf(path.getFileName());
    try {
      Extent extent = Extent.locate(path, appImage);
      GgufHeader header = GgufHeader.read(path, extent);
      return new GgufFile(
          name,
          extent.file(),
          extent.offset(),
          extent.size(),
          header.metadata(),
          header.repackable());
    } catch (IOException e) {
      String why =
          !Files.exists(path)
              ? "no such file"
              : Files.isDirectory(path) ? "is a directory" : e.getMessage();
      throw new ModelException(
          "model " + path + ": cannot be read: " + why, "check the path and its permissions", e);
    }
  }

  public Optional<String> string(String key) {
    return metadata.get(key) instanceof String s ? Optional.of(s) : Optional.empty();
  }

  public Optional<Long> integer(String key) {
    return metadata.get(key) instanceof Long n ? Optional.of(n) : Optional.empty();
  }

  /** A number of the architecture: {@code of("attention.head_count", 0)}. */
  long ofArchitecture(String key, long otherwise) {
    return metadata.get(architecture() + "." + key) instanceof Number n ? n.longValue() : otherwise;
  }

  /** An array's short items, or empty: {@code itemsOfArchitecture("attention.head_count_kv")}. */
  List<Object> itemsOfArchitecture(String key) {
    return metadata.get(architecture() + "." + key) instanceof GgufHeader.Array array
        ? array.items()
        : List.of();
  }

  /**
   * Checks the numbers that engines rely on, beyond what makes it a GGUF file.
   *
   * @throws ModelException if a model cannot have such
   */
  public void requireSaneArchitecture() throws ModelException {
    var ignored = Hyperparameters.of(this);
  }

  /** How many tokens the vocabulary has; 0 if the file does not say. */
  public long vocabularySize() {
    return metadata.get("tokenizer.ggml.tokens") instanceof GgufHeader.Array a ? a.length() : 0;
  }

  /** {@code general.architecture}, such as {@code gemma3}. */
  public String architecture() {
    return string("general.architecture").orElse("unknown");
  }

  /** The context that the model was trained with, in tokens. */
  public Optional<Long> trainedContext() {
    return integer(architecture() + ".context_length");
  }

  /**
   * The {@code general.sampling.*} values; those of the model's family where there are none, or
   * none that make sense.
   */
  public Sampling sampling() {
    Sampling family = Sampling.ofFamily(architecture());
    return new Sampling(
        number("general.sampling.temp", family.temperature(), 0, 100),
        (int) number("general.sampling.top_k", family.topK(), 0, Integer.MAX_VALUE),
        number("general.sampling.top_p", family.topP(), Double.MIN_VALUE, 1),
        number("general.sampling.min_p", family.minP(), 0, 1),
        0,
        number("general.sampling.penalty_repeat", 1, Sampling.LEAST_REPEAT_PENALTY, 100),
        0,
        0);
  }

  private double number(String key, double otherwise, double least, double most) {
    return metadata.get(key) instanceof Number n
            && n.doubleValue() >= least
            && n.doubleValue() <= most
        ? n.doubleValue()
        : otherwise;
  }
}
