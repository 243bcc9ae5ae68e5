package dev.edgeagent.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The numbers of a model's architecture that llama.cpp 0.5.0 relies on without an error of its own
 * where they are wrong: it aborts, divides by zero or reads past an array (llama-model.cpp, {@code
 * load_hparams}; llama-vocab.cpp, {@code load}).
 *
 * @param layers of them {@code mtpLayers} only predict further tokens ahead
 * @param experts of which {@code usedExperts} compute a token, both 0 for a model without
 */
record Hyperparameters(
    long layers, long mtpLayers, long experts, long usedExperts, long expertGroups) {

  private static final long MAX_LAYERS = 512;
  private static final long MAX_EXPERTS = 512;

  /** More of anything than a model has: its width, the number of heads. */
  private static final long MAX_WIDTH = 1 << 24;

  /** Far more than a head's width, by which the KV cache grows whatever the tensors' shapes are. */
  private static final long MAX_HEAD = 4096;

  private static final Set<String> ROPE_SCALINGS = Set.of("none", "linear", "yarn", "longrope");

  /** Arrays with an item for each token, and what GGUF type they have. */
  private static final Map<String, List<Integer>> OF_EACH_TOKEN =
      Map.of("tokens", List.of(8), "scores", List.of(6), "token_type", List.of(4, 5));

  Hyperparameters {
    range("block_count", layers, 1, MAX_LAYERS);
    range("nextn_predict_layers", mtpLayers, 0, layers - 1);
    range("expert_count", experts, 0, MAX_EXPERTS);
    range("expert_used_count", usedExperts, Math.min(1, experts), experts);
    range("expert_group_count", expertGroups, 0, Math.max(0, experts - 1));
    if (expertGroups > 1 && experts % expertGroups != 0) {
      throw new IllegalArgumentException(
          "expert_group_count is " + expertGroups + ", which does not divide " + experts);
    }
  }

  /**
   * Checks them before llama.cpp reads them. What the file does not say is llama.cpp's to miss.
   *
   * @throws ModelException that says which number is wrong
   */
  static Hyperparameters of(GgufFile gguf) throws ModelException {
    try {
      requireNumbers(gguf);
      requireHeads(gguf);
      requireVocabulary(gguf);
      return new Hyperparameters(
          gguf.ofArchitecture("block_count", 1),
          gguf.ofArchitecture("nextn_predict_layers", 0),
          gguf.ofArchitecture("expert_count", 0),
          largest(gguf, "expert_used_count"),
          gguf.ofArchitecture("expert_group_count", 0));
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          "model %s (%s) cannot be right: %s"
              .formatted(gguf.name(), gguf.architecture(), e.getMessage()),
          "compare its SHA-256 with the publisher's, and download it again",
          e);
    }
  }

  private static void requireNumbers(GgufFile gguf) {
    String prefix = gguf.architecture() + ".";
    gguf.metadata()
        .forEach(
            (key, value) -> {
              if (value instanceof Double number) {
                requireSane(key, number);
              }
              boolean isSize = key.contains("_length") && !key.contains("context_length");
              if (value instanceof Long number && key.startsWith(prefix) && isSize) {
                range(key.substring(prefix.length()), number.longValue(), 0, MAX_WIDTH);
              }
            });
    range("context_length", gguf.ofArchitecture("context_length", 0), 0, Integer.MAX_VALUE);
    gguf.string(gguf.architecture() + ".rope.scaling.type")
        .filter(type -> !ROPE_SCALINGS.contains(type))
        .ifPresent(
            type -> {
              throw new IllegalArgumentException(
                  "rope.scaling.type is '" + type + "', not one of none, linear, yarn, longrope");
            });
  }

  private static void requireSane(String key, double number) {
    boolean isWrong =
        !Double.isFinite(number)
            || (number < 0 && key.endsWith("_epsilon"))
            || (number <= 0 && key.contains(".rope.freq_base"));
    if (isWrong) {
      throw new IllegalArgumentException(key + " is " + number);
    }
  }

  /**
   * In each layer all KV heads serve the same number of heads, and rotate no more than they have.
   */
  private static void requireHeads(GgufFile gguf) {
    List<Long> heads = numbers(gguf, "attention.head_count");
    List<Long> kvHeads = numbers(gguf, "attention.head_count_kv");
    for (int i = 0; i < Math.max(heads.size(), kvHeads.size()); i++) {
      long all = heads.isEmpty() ? 0 : heads.get(Math.min(i, heads.size() - 1));
      long kv = kvHeads.isEmpty() ? all : kvHeads.get(Math.min(i, kvHeads.size() - 1));
      range("attention.head_count", all, 0, MAX_WIDTH);
      range("attention.head_count_kv", kv, 0, all);
      if (kv > 0 && all % kv != 0) {
        throw new IllegalArgumentException(
            "attention.head_count is " + all + ", not a multiple of head_count_kv, " + kv);
      }
    }
    long first = heads.isEmpty() ? 0 : heads.getFirst();
    long width = gguf.ofArchitecture("embedding_length", 1);
    range("embedding_length", width, 1, MAX_WIDTH);
    if (first > 0) {
      long key = gguf.ofArchitecture("attention.key_length", width / first);
      range("attention.key_length", key, 1, MAX_HEAD);
      range(
          "attention.value_length",
          gguf.ofArchitecture("attention.value_length", width / first),
          1,
          MAX_HEAD);
      for (String count : List.of("rope.dimension_count", "rope.dimension_count_swa")) {
        // ggml's rotation of nothing never ends; models with recurrent layers may rotate nothing.
        range(count, gguf.ofArchitecture(count, key), isRecurrent(gguf) ? 0 : 1, key);
      }
    }
  }

  private static boolean isRecurrent(GgufFile gguf) {
    String prefix = gguf.architecture() + ".ssm.";
    return gguf.metadata().keySet().stream().anyMatch(key -> key.startsWith(prefix));
  }

  private static void requireVocabulary(GgufFile gguf) {
    OF_EACH_TOKEN.forEach(
        (key, types) -> {
          if (gguf.metadata().get("tokenizer.ggml." + key) instanceof GgufHeader.Array array
              && (array.length() < gguf.vocabularySize() || !types.contains(array.type()))) {
            throw new IllegalArgumentException(
                "tokenizer.ggml.%s has %d values of type %d for a vocabulary of %d"
                    .formatted(key, array.length(), array.type(), gguf.vocabularySize()));
          }
        });
  }

  private static long largest(GgufFile gguf, String key) {
    return numbers(gguf, key).stream().mapToLong(n -> n).max().orElse(0);
  }

  /** A number, or one for each layer; none if the file does not say. */
  private static List<Long> numbers(GgufFile gguf, String key) {
    List<Long> numbers = new ArrayList<>();
    for (Object item : gguf.itemsOfArchitecture(key)) {
      numbers.add(item instanceof Number n ? n.longValue() : 0L);
    }
    gguf.integer(gguf.architecture() + "." + key).ifPresent(numbers::add);
    return numbers;
  }

  private static void range(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d, not from %d to %d".formatted(key, value, least, most));
    }
  }
}
