package dev.edgeagent.action.builtin;

import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.SimpleType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A value as the JSON Schema library sees it. Equal are equal values, wherever they are. */
final class SchemaNode implements JsonNode {

  /** Of plain values; text, such as the library's own meta-schemas, is read as JSON. */
  static final class Factory implements JsonNodeFactory {

    @Override
    public JsonNode wrap(@Nullable Object value) {
      return value instanceof JsonNode node ? node : new SchemaNode(value, "");
    }

    @Override
    public JsonNode create(String json) {
      try {
        return wrap(Json.parse(json));
      } catch (JsonException e) {
        throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
      }
    }
  }

  private final @Nullable Object value;
  private final String pointer;
  private @Nullable List<JsonNode> items;
  private @Nullable Map<String, JsonNode> members;

  private SchemaNode(@Nullable Object value, String pointer) {
    this.value = value;
    this.pointer = pointer;
  }

  @Override
  public String getJsonPointer() {
    return pointer;
  }

  @Override
  public SimpleType getNodeType() {
    return switch (value) {
      case null -> SimpleType.NULL;
      case Boolean _ -> SimpleType.BOOLEAN;
      case String _ -> SimpleType.STRING;
      case List<?> _ -> SimpleType.ARRAY;
      case Map<?, ?> _ -> SimpleType.OBJECT;
      case Double d when d != Math.rint(d) || d.isInfinite() -> SimpleType.NUMBER;
      case Number _ -> SimpleType.INTEGER; // also 1.0, since draft 6
      default -> SimpleType.STRING;
    };
  }

  @Override
  public boolean asBoolean() {
    return Boolean.TRUE.equals(value);
  }

  @Override
  public String asString() {
    return String.valueOf(value);
  }

  @Override
  public BigInteger asInteger() {
    return asNumber().toBigInteger();
  }

  @Override
  public BigDecimal asNumber() {
    return value instanceof Double d ? BigDecimal.valueOf(d) : new BigDecimal(asString());
  }

  @Override
  public List<JsonNode> asArray() {
    List<JsonNode> nodes = items;
    if (nodes == null) {
      nodes = new ArrayList<>();
      for (Object item : value instanceof List<?> list ? list : List.of()) {
        nodes.add(new SchemaNode(item, pointer + "/" + nodes.size()));
      }
      items = nodes;
    }
    return nodes;
  }

  @Override
  public Map<String, JsonNode> asObject() {
    Map<String, JsonNode> nodes = members;
    if (nodes == null) {
      nodes = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : (value instanceof Map<?, ?> map ? map : Map.of()).entrySet()) {
        String key = String.valueOf(entry.getKey());
        nodes.put(
            key, new SchemaNode(entry.getValue(), pointer + "/" + JsonNode.encodeJsonPointer(key)));
      }
      members = nodes;
    }
    return nodes;
  }

  @Override
  public String toPrintableString() {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> _ -> "the map";
      case List<?> _ -> "the list";
      default -> value.toString();
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SchemaNode node && Objects.equals(comparable(), node.comparable());
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(comparable());
  }

  /** With 1 and 1.0 the same, but not true. */
  private @Nullable Object comparable() {
    return switch (value) {
      case null -> null;
      case Number _ -> asNumber().stripTrailingZeros();
      case List<?> _ -> asArray();
      case Map<?, ?> _ -> asObject();
      default -> value;
    };
  }
}
