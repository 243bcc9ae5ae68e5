package dev.edgeagent.workflow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * YAML's nodes to the values that workflows have: maps with strings as keys, lists, strings, {@code
 * Long}, {@code BigInteger}, {@code Double}, booleans, null. It opens the two methods of snakeyaml
 * that do most of it.
 */
final class PlainValues extends SafeConstructor {

  PlainValues(LoaderOptions options) {
    super(options);
  }

  /**
   * @throws org.yaml.snakeyaml.error.YAMLException if its tag and its text do not fit
   * @throws IllegalArgumentException as above, from the JDK's parsers
   */
  @Nullable Object of(Node node) {
    return plain(constructDocument(node));
  }

  /** Puts the entries that {@code <<} names into the mapping itself. */
  void flatten(MappingNode node) {
    flattenMapping(node);
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case Integer i -> i.longValue();
      case Map<?, ?> map -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, item) -> plain.put(String.valueOf(key), plain(item)));
        yield plain;
      }
      case Iterable<?> items -> {
        List<Object> plain = new ArrayList<>();
        items.forEach(item -> plain.add(plain(item)));
        yield plain;
      }
      case Object[] pair -> plain(Arrays.asList(pair));
      case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
      case Date date -> date.toInstant().toString();
      case null, default -> value;
    };
  }
}
