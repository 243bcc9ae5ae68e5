package dev.edgeagent.llm.api;

import dev.edgeagent.llm.EmbedResult;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /embeddings}. */
final class Embeddings {

  private final Endpoint endpoint;
  private final Failures failures;

  Embeddings(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.failures = new Failures(endpoint);
  }

  Map<String, @Nullable Object> body(List<String> texts) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    if (endpoint.namesModel()) {
      body.put("model", endpoint.embeddingModel());
    }
    body.put("input", texts);
    body.put("encoding_format", "float");
    return body;
  }

  /**
   * @param count of texts
   * @throws ApiFailure if there is not exactly one vector for each, or they differ in length
   */
  EmbedResult result(Fields answer, int count) throws ApiFailure {
    if (answer.has("error")) {
      throw failures.reported(
          ErrorBody.of(answer, String.valueOf(answer.value("error")), endpoint), 0);
    }
    float[][] vectors = new float[count][];
    List<Fields> data = answer.list("data");
    for (int i = 0; i < data.size(); i++) {
      int index = data.get(i).has("index") ? data.get(i).count("index") : i;
      if (index >= count || vectors[index] != null) {
        throw failures.unusable("an embedding more than was asked for: number " + index);
      }
      vectors[index] = vector(data.get(i).value("embedding"));
    }
    for (float[] vector : vectors) {
      if (vector == null) {
        throw failures.unusable(data.size() + " embeddings for " + count + " texts");
      }
      if (vector.length != vectors[0].length) {
        throw failures.unusable(
            "embeddings of different lengths: " + vectors[0].length + " and " + vector.length);
      }
      EmbedResult.normalised(vector);
    }
    String model = answer.text("model");
    return new EmbedResult(
        Arrays.asList(vectors),
        model == null || model.isEmpty() ? endpoint.embeddingModel() : model,
        "api",
        answer.object("usage").count("prompt_tokens"));
  }

  private float[] vector(@Nullable Object numbers) throws ApiFailure {
    if (!(numbers instanceof List<?> list) || list.isEmpty()) {
      throw failures.unusable("an embedding that is not a list of numbers");
    }
    float[] vector = new float[list.size()];
    for (int i = 0; i < vector.length; i++) {
      if (!(list.get(i) instanceof Number number)) {
        throw failures.unusable("an embedding that is not a list of numbers");
      }
      vector[i] = number.floatValue();
    }
    return vector;
  }
}
