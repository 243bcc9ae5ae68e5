package dev.edgeagent.llm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model makes of texts: directions, of which similar ones mean similar things.
 *
 * @param vectors float[dimensions] for each text, of length 1 (L2)
 * @param model the model's file name without {@code .gguf}, or what the API calls it
 * @param backend {@code local} or {@code api}
 * @param tokens of all texts together
 */
public record EmbedResult(List<float[]> vectors, String model, String backend, int tokens) {

  public EmbedResult {
    vectors = List.copyOf(vectors);
  }

  /** How many numbers a vector has. */
  public int dimensions() {
    return vectors.isEmpty() ? 0 : vectors.getFirst().length;
  }

  /**
   * The form that workflows see.
   *
   * @param isList whether a list of texts was given: then {@code embeddings} has a vector for each,
   *     and {@code embedding} the first
   */
  public Map<String, Object> asMap(boolean isList) {
    Map<String, Object> map = new LinkedHashMap<>();
    List<List<Double>> all = vectors.stream().map(EmbedResult::numbers).toList();
    map.put("embedding", all.isEmpty() ? List.of() : all.getFirst());
    if (isList) {
      map.put("embeddings", all);
    }
    map.put("dimensions", (long) dimensions());
    map.put("model", model);
    map.put("backend", backend);
    map.put("tokens_used", (long) tokens);
    return map;
  }

  private static List<Double> numbers(float[] vector) {
    List<Double> numbers = new ArrayList<>(vector.length);
    for (float number : vector) {
      numbers.add(Double.parseDouble(Float.toString(number))); // its digits, not those of a double
    }
    return numbers;
  }

  /**
   * The same direction with length 1.
   *
   * @param vector float[dimensions], which is changed; of zeros only it stays so
   */
  public static float[] normalised(float[] vector) {
    double square = 0;
    for (float number : vector) {
      square += (double) number * number;
    }
    if (square > 0) {
      double factor = 1 / Math.sqrt(square);
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) (vector[i] * factor);
      }
    }
    return vector;
  }
}
