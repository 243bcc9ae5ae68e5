package dev.edgeagent.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The value of one key, asked for in the shape that it must have; another one is an error with its
 * place.
 *
 * @param what what it is, for messages: {@code "'timeout' of node 'ask'"}
 * @param node null if the key is missing
 */
record YamlValue(Yaml yaml, String what, @Nullable Node node) {

  /** As plain data; null if the key is missing or empty. */
  @Nullable Object plain() throws WorkflowException {
    return node == null ? null : yaml.value(node);
  }

  /** A whole number; null if the key is missing or empty. */
  @Nullable Integer integer(int least, int most) throws WorkflowException {
    Object value = plain();
    if (value == null) {
      return null;
    }
    if (value instanceof Long number && number >= least && number <= most) {
      return number.intValue();
    }
    throw wrong(
        most == Integer.MAX_VALUE
            ? "a whole number from " + least
            : "a whole number from " + least + " to " + most);
  }

  /**
   * How many at the same time: a whole number, or a template; null if the key is missing or empty.
   */
  @Nullable Object concurrency() throws WorkflowException {
    return plain() instanceof String template && template.contains("{{")
        ? template
        : integer(1, Integer.MAX_VALUE);
  }

  /** A number that is not negative; null if the key is missing or empty. */
  @Nullable Double number() throws WorkflowException {
    Object value = plain();
    if (value == null) {
      return null;
    }
    if (value instanceof Number number
        && number.doubleValue() >= 0
        && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw wrong("a number from 0");
  }

  boolean flag(boolean otherwise) throws WorkflowException {
    return switch (plain()) {
      case null -> otherwise;
      case Boolean flag -> flag;
      default -> throw wrong("true or false");
    };
  }

  /** A scalar as it is written; null if the key is missing or empty. */
  @Nullable String string() throws WorkflowException {
    if (isEmpty()) {
      return null;
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw wrong("text");
  }

  /** A text, or a list of them; each with its place. */
  List<Target> names() throws WorkflowException {
    if (node instanceof ScalarNode scalar) {
      String name = string();
      return name == null ? List.of() : List.of(new Target(name, yaml.position(scalar)));
    }
    List<Target> names = new ArrayList<>();
    for (Node item : items()) {
      if (!(item instanceof ScalarNode scalar)) {
        throw wrong("a list of names", item);
      }
      names.add(new Target(scalar.getValue(), yaml.position(item)));
    }
    return names;
  }

  /** A map as plain data; empty if the key is missing or empty. */
  @SuppressWarnings("unchecked") // Yaml makes the keys strings
  Map<String, Object> map() throws WorkflowException {
    Object value = plain();
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw wrong("a map");
  }

  /** The items of a list; empty if the key is missing or empty. */
  List<Node> items() throws WorkflowException {
    if (isEmpty()) {
      return List.of();
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw wrong("a list");
  }

  private boolean isEmpty() {
    return node == null || node.getTag().equals(Tag.NULL);
  }

  private WorkflowException wrong(String wanted) {
    return wrong(wanted, Objects.requireNonNull(node));
  }

  private WorkflowException wrong(String wanted, Node got) {
    return new WorkflowException(
        yaml.position(got),
        what + " must be " + wanted + ", got " + shape(got),
        "write it as " + wanted);
  }

  /** What a node is, for messages. */
  static String shape(Node node) {
    return switch (node) {
      case MappingNode _ -> "a map";
      case SequenceNode _ -> "a list";
      case ScalarNode scalar when scalar.getValue().isEmpty() -> "nothing";
      case ScalarNode scalar -> "'" + shortened(scalar.getValue()) + "'";
      default -> "something else";
    };
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() <= 40 ? line : line.substring(0, 40) + "...";
  }
}
