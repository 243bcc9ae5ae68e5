package dev.edgeagent.variant;

import dev.edgeagent.BuildFailure;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML mapping whose keys are known. Whatever is wrong with it is a {@link BuildFailure} that
 * begins with {@code file:line:column}, of the key if there is one.
 */
final class YamlMap {
  private final Place place;
  private final Mark start;
  private final Map<String, NodeTuple> entries = new LinkedHashMap<>();

  /**
   * @param file name of the file
   * @param owner what messages begin with, for example {@code "variant 'demo': "}
   */
  private record Place(String file, String owner) {
    BuildFailure failure(Mark mark, String what, String fix) {
      return new BuildFailure(
          "%s:%d:%d: %s%s".formatted(file, mark.getLine() + 1, mark.getColumn() + 1, owner, what),
          fix);
    }
  }

  private YamlMap(Place place, Node node, String name, List<String> keys) throws BuildFailure {
    this.place = place;
    this.start = node.getStartMark();
    if (!(node instanceof MappingNode mapping)) {
      throw place.failure(
          start,
          name + " must be a mapping of keys to values",
          "write it as lines of 'key: value'");
    }
    for (NodeTuple entry : mapping.getValue()) {
      add(entry, keys);
    }
  }

  private void add(NodeTuple entry, List<String> keys) throws BuildFailure {
    String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
    Mark mark = entry.getKeyNode().getStartMark();
    if (!keys.contains(key)) {
      throw place.failure(
          mark,
          "there is no key '" + key + "' here",
          NearestName.of(key, keys)
              .map(nearest -> "did you mean '" + nearest + "'?")
              .orElseGet(
                  () ->
                      keys.stream().sorted().collect(Collectors.joining(", ", "use one of ", ""))));
    }
    if (entries.put(key, entry) != null) {
      throw place.failure(mark, "'" + key + "' is here for the second time", "keep one of the two");
    }
  }

  /** Parses a document. */
  static YamlMap parse(String file, String text, String... keys) throws BuildFailure {
    Place place = new Place(file, "");
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      if (root == null) {
        throw new BuildFailure(file + ": the file is empty", "start it with '" + keys[0] + ":'");
      }
      return new YamlMap(place, root, "the document", List.of(keys));
    } catch (MarkedYAMLException e) {
      throw place.failure(
          e.getProblemMark(),
          "this is not YAML: " + e.getProblem(),
          "check the indentation, the quotes and the ':' here and in the line above");
    } catch (YAMLException e) {
      throw new BuildFailure(file + ": " + e.getMessage(), "make it a YAML file in UTF-8");
    }
  }

  /** The same mapping; messages about it and what is in it begin with the owner's name. */
  YamlMap ownedBy(String owner) {
    return new YamlMap(new Place(place.file(), owner + ": "), start, entries);
  }

  private YamlMap(Place place, Mark start, Map<String, NodeTuple> entries) {
    this.place = place;
    this.start = start;
    this.entries.putAll(entries);
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** A text that must be there. */
  String text(String key) throws BuildFailure {
    return scalar(key, required(key));
  }

  /** A text that may be left out, but not left empty. */
  Optional<String> optionalText(String key) throws BuildFailure {
    return has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  /** A whole number that must be there. */
  long wholeNumber(String key) throws BuildFailure {
    String text = text(key);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw failure(
          key, "'" + key + "' must be a whole number, got '" + text + "'", "write digits only");
    }
  }

  /** A mapping that must be there. */
  YamlMap map(String key, String... keys) throws BuildFailure {
    return new YamlMap(place, required(key), "'" + key + "'", List.of(keys));
  }

  /** A list of mappings that must be there. */
  List<YamlMap> maps(String key, String... keys) throws BuildFailure {
    List<YamlMap> maps = new ArrayList<>();
    for (Node item : items(key, required(key))) {
      maps.add(new YamlMap(place, item, "an item of '" + key + "'", List.of(keys)));
    }
    return maps;
  }

  /** A list of texts that may be left out. */
  List<String> texts(String key) throws BuildFailure {
    List<String> texts = new ArrayList<>();
    if (has(key)) {
      for (Node item : items(key, required(key))) {
        texts.add(scalar(key, item));
      }
    }
    return texts;
  }

  /** Builds a record of these values; what it refuses gets its place. */
  <T> T build(Supplier<T> constructor) throws BuildFailure {
    try {
      return constructor.get();
    } catch (InvalidValue e) {
      throw failure(e.key(), e.getMessage(), e.fix());
    }
  }

  /** A failure at a key; at the start of this mapping if it has no such key. */
  BuildFailure failure(String key, String what, String fix) {
    NodeTuple entry = entries.get(key);
    return place.failure(entry == null ? start : entry.getKeyNode().getStartMark(), what, fix);
  }

  private Node required(String key) throws BuildFailure {
    NodeTuple entry = entries.get(key);
    if (entry == null) {
      throw failure(key, "'" + key + "' is missing", "add it");
    }
    Node value = entry.getValueNode();
    if (value.getTag().equals(Tag.NULL)) {
      throw failure(key, "'" + key + "' has no value", "give it one, or remove the line");
    }
    return value;
  }

  private String scalar(String key, Node node) throws BuildFailure {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw failure(key, "'" + key + "' must be a text", "write it as one value");
  }

  private List<Node> items(String key, Node node) throws BuildFailure {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw failure(
        key, "'" + key + "' must be a list", "write its items as lines that begin with '- '");
  }
}
