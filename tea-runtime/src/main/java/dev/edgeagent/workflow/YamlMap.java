package dev.edgeagent.workflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of the document, asked for its keys by name; whatever has the wrong shape is an error
 * with its place.
 */
final class YamlMap {

  private final Yaml yaml;
  private final String what;
  private final MappingNode node;
  private final Map<String, NodeTuple> entries;

  private YamlMap(Yaml yaml, String what, MappingNode node) throws WorkflowException {
    this.yaml = yaml;
    this.what = what;
    this.node = node;
    this.entries = yaml.entries(node);
  }

  /** The mapping that a whole workflow file is. */
  static YamlMap document(String file, String text) throws WorkflowException {
    var yaml = new Yaml(file);
    Node root = yaml.read(text);
    if (root == null) {
      throw new WorkflowException(
          new Position(file, 1, 1),
          "the workflow is empty",
          "give it at least 'nodes:' with one node");
    }
    return of(yaml, "the workflow", root);
  }

  /**
   * @param what what this mapping is, for messages: {@code "node 'ask'"}
   */
  private static YamlMap of(Yaml yaml, String what, Node node) throws WorkflowException {
    if (node instanceof MappingNode mapping) {
      return new YamlMap(yaml, what, mapping);
    }
    throw new WorkflowException(
        yaml.position(node),
        what + " must be a map of keys and values, got " + shape(node),
        "write it as 'key: value' lines");
  }

  YamlMap named(String what) throws WorkflowException {
    return new YamlMap(yaml, what, node);
  }

  Position position() {
    return yaml.position(node);
  }

  /** Where the key's value stands; where the map stands if there is no such key. */
  Position position(String key) {
    NodeTuple tuple = entries.get(key);
    return tuple == null ? position() : yaml.position(tuple.getValueNode());
  }

  Position keyPosition(String key) {
    NodeTuple tuple = entries.get(key);
    return tuple == null ? position() : yaml.position(tuple.getKeyNode());
  }

  /** Where the value of each key stands. */
  Map<String, Position> places() {
    Map<String, Position> places = new HashMap<>();
    for (String key : entries.keySet()) {
      places.put(key, position(key));
    }
    return places;
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  Iterable<String> keys() {
    return entries.keySet();
  }

  @Nullable Object value(String key) throws WorkflowException {
    NodeTuple tuple = entries.get(key);
    return tuple == null ? null : yaml.value(tuple.getValueNode());
  }

  /** A scalar as text; null if the key is missing or empty. */
  @Nullable String string(String key) throws WorkflowException {
    NodeTuple tuple = entries.get(key);
    if (tuple == null || tuple.getValueNode().getTag().equals(Tag.NULL)) {
      return null;
    }
    if (tuple.getValueNode() instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw wrong(key, "text", tuple.getValueNode());
  }

  String requiredString(String key, String fix) throws WorkflowException {
    String value = string(key);
    if (value == null || value.isBlank()) {
      throw new WorkflowException(position(key), what + " has no '" + key + "'", fix);
    }
    return value;
  }

  /** An expression as text; YAML's booleans are the language's literals. */
  String requiredCondition(String key) throws WorkflowException {
    return switch (value(key)) {
      case Boolean literal -> literal ? "True" : "False";
      case null, default -> requiredString(key, "give an expression, such as state.x > 1");
    };
  }

  /** A map as plain values; empty if the key is missing or empty. */
  @SuppressWarnings("unchecked") // Yaml makes the keys strings
  Map<String, Object> map(String key) throws WorkflowException {
    Object value = value(key);
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw wrong(key, "a map", node(key));
  }

  /** The items of a list; empty if the key is missing or empty. */
  List<Node> list(String key) throws WorkflowException {
    NodeTuple tuple = entries.get(key);
    if (tuple == null || tuple.getValueNode().getTag().equals(Tag.NULL)) {
      return List.of();
    }
    if (tuple.getValueNode() instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw wrong(key, "a list", tuple.getValueNode());
  }

  /** The items of a list, each a map. */
  List<YamlMap> maps(String key, String itemName) throws WorkflowException {
    List<YamlMap> maps = new ArrayList<>();
    for (Node item : list(key)) {
      maps.add(of(yaml, itemName, item));
    }
    return maps;
  }

  /** Whether the key's value is a plain scalar rather than a map or list. */
  boolean isScalar(String key) {
    NodeTuple tuple = entries.get(key);
    return tuple != null && tuple.getValueNode() instanceof ScalarNode;
  }

  /** The key's value as a map that knows its places. */
  YamlMap child(String key, String childName) throws WorkflowException {
    return of(yaml, childName, node(key));
  }

  private Node node(String key) {
    return Objects.requireNonNull(entries.get(key), key).getValueNode();
  }

  private WorkflowException wrong(String key, String wanted, Node got) {
    return new WorkflowException(
        yaml.position(got),
        "'" + key + "' of " + what + " must be " + wanted + ", got " + shape(got),
        "write it as " + wanted);
  }

  private static String shape(Node node) {
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
