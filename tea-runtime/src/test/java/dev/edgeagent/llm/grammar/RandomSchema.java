package dev.edgeagent.llm.grammar;

import dev.edgeagent.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Schemas at random, each with a source of JSON texts that fit it.
 *
 * @param schema a JSON Schema, draft 7
 * @param text one text more at each call
 */
record RandomSchema(Map<String, Object> schema, Supplier<String> text) {

  private static final String[] WORDS = {"a", "ab", "b", "name", "näme", "x y", "q\"r", "zip"};

  static RandomSchema of(Random random) {
    return of(random, 3);
  }

  private static RandomSchema of(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 7)) {
      case 0 -> simple("boolean", () -> random.nextBoolean() ? "true" : "false");
      case 1 -> simple("null", () -> "null");
      case 2 -> string(random);
      case 3 -> integer(random);
      case 4 -> number(random);
      case 5 -> values(random);
      case 6 -> pattern(random);
      case 7 -> list(random, depth);
      case 8 -> tuple(random, depth);
      case 9 -> anyOf(random, depth);
      default -> object(random, depth);
    };
  }

  private static RandomSchema simple(String type, Supplier<String> text) {
    return new RandomSchema(map("type", type), text);
  }

  private static RandomSchema string(Random random) {
    int min = random.nextInt(4);
    int max = min + random.nextInt(4);
    Map<String, Object> schema = map("type", "string");
    if (random.nextBoolean()) {
      schema.put("minLength", (long) min);
    }
    if (random.nextBoolean()) {
      schema.put("maxLength", (long) max);
    }
    String[] characters = {
      "a", "Z", " ", "é", "😀", "\\n", "\\\"", "\\u00e9", "\\ud83d\\ude00", "/"
    };
    return new RandomSchema(
        schema,
        () ->
            IntStream.range(0, min + random.nextInt(max - min + 1))
                .mapToObj(_ -> characters[random.nextInt(characters.length)])
                .collect(Collectors.joining("", "\"", "\"")));
  }

  private static RandomSchema integer(Random random) {
    long scale = (long) Math.pow(10, random.nextInt(5));
    long min = random.nextLong(-scale, scale + 1);
    long max = min + random.nextLong(scale + 1);
    Map<String, Object> schema = map("type", "integer");
    schema.put("minimum", min);
    if (random.nextInt(4) == 0) {
      schema.put("exclusiveMaximum", max + 1);
    } else {
      schema.put("maximum", max);
    }
    return new RandomSchema(schema, () -> String.valueOf(random.nextLong(min, max + 1)));
  }

  private static RandomSchema number(Random random) {
    double scale = Math.pow(10, random.nextInt(4));
    double min = Math.round(random.nextDouble(-scale, scale) * 100) / 100.0;
    double max = min + 0.5 + Math.round(random.nextDouble(scale) * 10) / 10.0;
    Map<String, Object> schema = map("type", "number");
    if (random.nextInt(4) > 0) {
      schema.put(random.nextBoolean() ? "minimum" : "exclusiveMinimum", min);
    }
    if (random.nextInt(4) > 0) {
      schema.put(
          random.nextBoolean() ? "maximum" : "exclusiveMaximum", Math.round(max * 100) / 100.0);
    }
    double inside = Math.round(max * 100) / 100.0;
    return new RandomSchema(
        schema,
        () -> {
          double value = min + (inside - min) * random.nextDouble(0.05, 0.95);
          return new java.math.BigDecimal(value)
              .setScale(4, java.math.RoundingMode.HALF_EVEN)
              .toPlainString();
        });
  }

  private static RandomSchema values(Random random) {
    List<Object> values =
        new ArrayList<>(List.of("yes", "no\n", 7L, -1.5, true, List.of(1L, "x"), map("k", "v")));
    values = values.subList(0, 1 + random.nextInt(values.size()));
    boolean isConst = random.nextInt(3) == 0;
    List<Object> chosen = values;
    return new RandomSchema(
        isConst ? map("const", values.getFirst()) : map("enum", values),
        () ->
            Json.compact(isConst ? chosen.getFirst() : chosen.get(random.nextInt(chosen.size()))));
  }

  private static RandomSchema pattern(Random random) {
    String[][] patterns = {
      {"^[a-c]{2,3}-\\d$", "ab-1", "abc-9"},
      {"^(yes|no)?$", "", "yes", "no"},
      {"^[^\\s\"]+x$", "ax", "é\\\\x"},
      {"^\\w+(?:\\.\\w+)*$", "a.b_c.D9", "z"},
      {"^.\\$[\\]\\\\]$", "a$]", "b$\\\\"}
    };
    String[] chosen = patterns[random.nextInt(patterns.length)];
    Map<String, Object> schema = map("type", "string");
    schema.put("pattern", chosen[0]);
    return new RandomSchema(
        schema, () -> '"' + chosen[1 + random.nextInt(chosen.length - 1)] + '"');
  }

  private static RandomSchema list(Random random, int depth) {
    RandomSchema item = of(random, depth - 1);
    int min = random.nextInt(3);
    int max = min + random.nextInt(3);
    Map<String, Object> schema = map("type", "array");
    schema.put("items", item.schema());
    schema.put("minItems", (long) min);
    if (random.nextBoolean()) {
      schema.put("maxItems", (long) max);
    }
    return new RandomSchema(
        schema,
        () ->
            array(
                random,
                IntStream.range(0, min + random.nextInt(max - min + 1))
                    .mapToObj(_ -> item.text().get())
                    .toList()));
  }

  private static RandomSchema tuple(Random random, int depth) {
    List<RandomSchema> items = List.of(of(random, depth - 1), of(random, depth - 1));
    RandomSchema more = of(random, depth - 1);
    boolean isOpen = random.nextBoolean();
    Map<String, Object> schema = map("type", "array");
    schema.put("items", items.stream().map(RandomSchema::schema).toList());
    schema.put("additionalItems", isOpen ? more.schema() : false);
    return new RandomSchema(
        schema,
        () -> {
          List<String> texts = new ArrayList<>(items.stream().map(i -> i.text().get()).toList());
          for (int i = isOpen ? random.nextInt(3) : 0; i > 0; i--) {
            texts.add(more.text().get());
          }
          return array(random, texts);
        });
  }

  private static RandomSchema anyOf(Random random, int depth) {
    List<RandomSchema> ways = List.of(of(random, depth - 1), of(random, depth - 1));
    return new RandomSchema(
        map("anyOf", ways.stream().map(RandomSchema::schema).toList()),
        () -> ways.get(random.nextInt(2)).text().get());
  }

  private static RandomSchema object(Random random, int depth) {
    Map<String, RandomSchema> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (String word : WORDS) {
      if (random.nextInt(3) == 0) {
        properties.put(word, of(random, depth - 1));
        if (random.nextBoolean()) {
          required.add(word);
        }
      }
    }
    RandomSchema others = of(random, depth - 1);
    Map<String, Object> schema = map("type", "object");
    Map<String, Object> schemas = new LinkedHashMap<>();
    properties.forEach((key, property) -> schemas.put(key, property.schema()));
    schema.put("properties", schemas);
    schema.put("required", required);
    int kind = random.nextInt(3);
    if (kind > 0) {
      schema.put("additionalProperties", kind == 1 ? false : others.schema());
    }
    int max = required.size() + random.nextInt(3);
    boolean isLimited = random.nextInt(3) == 0;
    if (isLimited) {
      schema.put("maxProperties", (long) max);
    }
    return new RandomSchema(
        schema,
        () -> {
          int room = isLimited ? max - required.size() : Integer.MAX_VALUE;
          List<String> pairs = new ArrayList<>();
          for (Map.Entry<String, RandomSchema> property : properties.entrySet()) {
            boolean isRequired = required.contains(property.getKey());
            if (isRequired || (room > 0 && random.nextBoolean())) {
              room -= isRequired ? 0 : 1;
              pairs.add(pair(random, property.getKey(), property.getValue()));
            }
          }
          for (String word : Arrays.asList("other", "nam", "names", "")) {
            if (kind == 2 && room > 0 && random.nextInt(3) == 0) {
              room--;
              pairs.add(pair(random, word, others));
            }
          }
          return pairs.isEmpty()
              ? "{" + space(random) + "}"
              : "{" + space(random) + joined(random, pairs) + space(random) + "}";
        });
  }

  private static String pair(Random random, String key, RandomSchema value) {
    return Json.compact(key) + ":" + space(random) + value.text().get();
  }

  private static String array(Random random, List<String> items) {
    return items.isEmpty()
        ? "[" + space(random) + "]"
        : "[" + space(random) + joined(random, items) + space(random) + "]";
  }

  private static String joined(Random random, List<String> parts) {
    return parts.stream().reduce((a, b) -> a + "," + space(random) + b).orElse("");
  }

  private static String space(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> " ";
      case 1 -> "\n" + " ".repeat(random.nextInt(21));
      default -> "";
    };
  }

  static Map<String, Object> map(String key, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    return map;
  }
}
