package dev.edgeagent.server;

import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.EmbedResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code POST /v1/embeddings}. */
final class EmbeddingsEndpoint implements Endpoint {

  private static final int MOST_INPUTS = 2048;

  private final Desk desk;
  private final ContextSettings context;

  EmbeddingsEndpoint(Desk desk, ContextSettings context) {
    this.desk = desk;
    this.context = context;
  }

  @Override
  public void answer(Exchange exchange, ServedModel model)
      throws RequestException, IOException, InterruptedException {
    Fields body = exchange.fields();
    String name = model.named(body.text("model"));
    List<String> texts = texts(body);
    boolean isBase64 = isBase64(body);
    body.unsupported("dimensions");
    body.ignore("user");
    body.requireNoOthers();
    EmbedResult result = desk.ask(exchange, _ -> model.backend().embed(texts, context), _ -> {});
    exchange.send(200, json(result, name, isBase64));
  }

  private static List<String> texts(Fields body) throws RequestException {
    if (!(body.value("input") instanceof List<?> list)) {
      return List.of(body.requiredText("input"));
    }
    if (list.isEmpty() || list.size() > MOST_INPUTS) {
      throw RequestException.invalid(
          "input",
          "'input' must have from 1 to " + MOST_INPUTS + " texts, got " + list.size(),
          "invalid_value");
    }
    List<String> texts = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof String text)) {
        throw Fields.wrong("input", "a string or a list of strings", item);
      }
      texts.add(text);
    }
    return texts;
  }

  private static boolean isBase64(Fields body) throws RequestException {
    return switch (body.text("encoding_format")) {
      case "base64" -> true;
      case "float" -> false;
      case null -> false;
      case String other -> throw Fields.wrong("encoding_format", "float or base64", other);
    };
  }

  private static Map<String, Object> json(EmbedResult result, String model, boolean isBase64) {
    List<Object> data = new ArrayList<>();
    for (float[] vector : result.vectors()) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("object", "embedding");
      item.put("index", data.size());
      item.put("embedding", isBase64 ? base64(vector) : numbers(vector));
      data.add(item);
    }
    Map<String, Object> usage = new LinkedHashMap<>();
    usage.put("prompt_tokens", result.tokens());
    usage.put("total_tokens", result.tokens());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("object", "list");
    json.put("data", data);
    json.put("model", model);
    json.put("usage", usage);
    return json;
  }

  private static List<BigDecimal> numbers(float[] vector) {
    List<BigDecimal> numbers = new ArrayList<>(vector.length);
    for (float number : vector) {
      numbers.add(new BigDecimal(Float.toString(number))); // its digits, not those of a double
    }
    return numbers;
  }

  /** The numbers as four bytes each, the last byte first: what the official clients ask for. */
  private static String base64(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : vector) {
      bytes.putFloat(number);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
