package dev.edgeagent.action.builtin;

import static dev.edgeagent.action.Parameter.optional;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import dev.edgeagent.llm.EmbedResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code llm.similarity}: how alike two texts are in meaning, or two vectors in direction. */
final class LlmSimilarity implements Action {

  private static final List<Parameter> PARAMETERS =
      LlmParameters.join(
          List.of(
              optional("text_a", ParameterType.TEXT, "a text"),
              optional("text_b", ParameterType.TEXT, "the one that it is compared with"),
              optional("vector_a", ParameterType.LIST, "a vector, such as llm.embed gives"),
              optional("vector_b", ParameterType.LIST, "the one that it is compared with")),
          LlmParameters.NO_ANSWER);

  @Override
  public String name() {
    return "llm.similarity";
  }

  @Override
  public String description() {
    return "Tells how alike two texts are, from -1 to 1 (cosine).";
  }

  @Override
  public List<Parameter> parameters() {
    return PARAMETERS;
  }

  @Override
  public String mainKey() {
    return "cosine_similarity";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context)
      throws ActionException, InterruptedException {
    if (params.has("vector_a") && params.has("vector_b")) {
      return result(cosine(vector(params, "vector_a"), vector(params, "vector_b")));
    }
    if (!params.has("text_a") || !params.has("text_b")) {
      throw new ActionException(
          "llm.similarity compares two texts or two vectors, and has not both of either",
          "give text_a and text_b, or vector_a and vector_b");
    }
    List<String> texts = List.of(params.requiredText("text_a"), params.requiredText("text_b"));
    var request = new LlmRequest(params, context);
    EmbedResult embedded = request.ask(backend -> backend.embed(texts, request.call().context()));
    Map<String, Object> result =
        result(cosine(doubles(embedded.vectors().get(0)), doubles(embedded.vectors().get(1))));
    result.put("text_a", texts.get(0));
    result.put("text_b", texts.get(1));
    result.put("model", embedded.model());
    result.put("tokens_used", (long) embedded.tokens());
    return result;
  }

  private static Map<String, Object> result(double cosine) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("cosine_similarity", cosine);
    result.put("interpretation", interpretation(cosine));
    return result;
  }

  /** The reference's words. */
  private static String interpretation(double cosine) {
    if (cosine > 0.8) {
      return "Very similar";
    }
    if (cosine > 0.5) {
      return "Somewhat similar";
    }
    return cosine > 0.2 ? "Not very similar" : "Unrelated";
  }

  private static double cosine(double[] a, double[] b) throws ActionException {
    if (a.length != b.length) {
      throw new ActionException(
          "the vectors have %d and %d numbers".formatted(a.length, b.length),
          "compare vectors that one model made");
    }
    double product = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      squareA += a[i] * a[i];
      squareB += b[i] * b[i];
    }
    return squareA == 0 || squareB == 0 ? 0 : product / Math.sqrt(squareA) / Math.sqrt(squareB);
  }

  private static double[] vector(Params params, String name) throws ActionException {
    if (params.value(name) instanceof List<?> list
        && list.stream().allMatch(Number.class::isInstance)) {
      return list.stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray();
    }
    throw params.wrong(name, "a list of numbers");
  }

  private static double[] doubles(float[] vector) {
    double[] doubles = new double[vector.length];
    for (int i = 0; i < vector.length; i++) {
      doubles[i] = vector[i];
    }
    return doubles;
  }
}
