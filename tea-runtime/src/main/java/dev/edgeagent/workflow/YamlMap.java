package dev.edgeagent.workflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of the document, asked for its keys by name; whatever has the wrong shape is an error
 * with its place ({@link YamlValue} says what the shapes are).
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
        what + " must be a map of keys and values, got " + YamlValue.shape(node),
        "write it as 'key: value' lines");
  }

  /** This document with another laid over it, as {@link Overlay} says. */
  YamlMap overlaid(YamlMap other) throws WorkflowException {
    return new YamlMap(yaml, what, new Overlay(yaml, other.yaml).merge(node, other.node));
  }

  /** The map under a key; one without entries if there is none. */
  YamlMap section(String key) throws WorkflowException {
    return value(key) == null
        ? new YamlMap(yaml, key, new MappingNode(Tag.MAP, List.of(), DumperOptions.FlowStyle.BLOCK))
        : child(key, key);
  }

  /** The same without some keys. */
  YamlMap without(Set<String> keys) throws WorkflowException {
    var rest = new YamlMap(yaml, what, node);
    rest.entries.keySet().removeAll(keys);
    return rest;
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

  /** Where the keys and their values stand. */
  Places places() {
    Map<String, Position> keys = new HashMap<>();
    Map<String, Position> values = new HashMap<>();
    for (String key : entries.keySet()) {
      keys.put(key, keyPosition(key));
      values.put(key, position(key));
    }
    return new Places(position(), keys, values);
  }

  /** Where the keys and values of a map under a key stand; where it stands itself if it is none. */
  Places places(String key) throws WorkflowException {
    return has(key) && node(key) instanceof MappingNode
        ? child(key, key).places()
        : Places.none(position(key));
  }

  /** What this map is, for messages. */
  String what() {
    return what;
  }

  /**
   * Where the first line of a text's own characters stands: the line after the key for a block
   * ({@code |} or {@code >}).
   */
  Position textPosition(String key) {
    Position at = position(key);
    boolean block =
        has(key)
            && node(key) instanceof ScalarNode scalar
            && (scalar.getScalarStyle() == DumperOptions.ScalarStyle.LITERAL
                || scalar.getScalarStyle() == DumperOptions.ScalarStyle.FOLDED);
    return block ? new Position(at.file(), at.line() + 1, 1) : at;
  }

  @Nullable Integer integer(String key, int least, int most) throws WorkflowException {
    return at(key).integer(least, most);
  }

  @Nullable Double number(String key) throws WorkflowException {
    return at(key).number();
  }

  boolean flag(String key, boolean otherwise) throws WorkflowException {
    return at(key).flag(otherwise);
  }

  List<Target> names(String key) throws WorkflowException {
    return at(key).names();
  }

  Map<String, Object> map(String key) throws WorkflowException {
    return at(key).map();
  }

  List<Node> list(String key) throws WorkflowException {
    return at(key).items();
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  Iterable<String> keys() {
    return entries.keySet();
  }

  /** Warns of the keys that nobody knows. */
  void warnOfUnknown(Set<String> known, Problems problems) {
    for (String key : entries.keySet()) {
      if (!known.contains(key)) {
        problems.warn(
            keyPosition(key),
            "unknown key '" + key + "' of " + what + " is ignored",
            NearestName.fix(key, known, ""));
      }
    }
  }

  @Nullable Object concurrency(String key) throws WorkflowException {
    return at(key).concurrency();
  }

  @Nullable Object value(String key) throws WorkflowException {
    return at(key).plain();
  }

  @Nullable String string(String key) throws WorkflowException {
    return at(key).string();
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

  /** The items of a list, each a map. */
  List<YamlMap> maps(String key, String itemName) throws WorkflowException {
    List<YamlMap> maps = new ArrayList<>();
    for (Node item : list(key)) {
      maps.add(of(yaml, itemName, item));
    }
    return maps;
  }

  /** The items of a list that are maps; others are problems. */
  List<YamlMap> maps(String key, String itemName, Problems problems) throws WorkflowException {
    List<YamlMap> maps = new ArrayList<>();
    for (Node item : list(key)) {
      YamlMap map = problems.attempt(() -> of(yaml, itemName, item));
      if (map != null) {
        maps.add(map);
      }
    }
    return maps;
  }

  /** Whether the key's value is a plain scalar rather than a map or list. */
  boolean isScalar(String key) {
    return at(key).node() instanceof ScalarNode;
  }

  /** The key's value as a map that knows its places. */
  YamlMap child(String key, String childName) throws WorkflowException {
    return of(yaml, childName, node(key));
  }

  /** The key's value, whose shape is still to be asked for. */
  private YamlValue at(String key) {
    NodeTuple tuple = entries.get(key);
    return new YamlValue(
        yaml, "'" + key + "' of " + what, tuple == null ? null : tuple.getValueNode());
  }

  private Node node(String key) {
    return Objects.requireNonNull(entries.get(key), key).getValueNode();
  }
}
