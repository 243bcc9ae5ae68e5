package dev.edgeagent.variant;

import dev.edgeagent.BuildFailure;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
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

/**
 * Where things stand in a YAML file. A path is a list of keys ({@code String}) and indexes ({@code
 * Integer}), such as {@code variants, 0, sha256}.
 */
final class YamlPositions {
  private final String file;
  private final Node root;

  private YamlPositions(String file, Node root) {
    this.file = file;
    this.root = root;
  }

  /**
   * @param file the name that messages begin with
   * @throws BuildFailure when the text is not YAML, or empty
   */
  static YamlPositions of(String file, String text) throws BuildFailure {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      if (root == null) {
        throw new BuildFailure(
            file + ": the file is empty", "start it with 'variants:' and a list");
      }
      return new YamlPositions(file, root);
    } catch (MarkedYAMLException e) {
      throw at(file, e.getProblemMark(), e.getProblem());
    } catch (YAMLException e) {
      throw new BuildFailure(file + ": " + e.getMessage(), "make it a YAML file in UTF-8");
    }
  }

  private static BuildFailure at(String file, Mark mark, String problem) {
    return new BuildFailure(
        position(file, mark.getLine(), mark.getColumn()) + ": this is not YAML: " + problem,
        "check the indentation, the quotes and the ':' here and in the line above");
  }

  private static String position(String file, int line, int column) {
    return file + ":" + (line + 1) + ":" + (column + 1);
  }

  /** A failure at that path, or at the last part of it that exists. */
  BuildFailure failure(List<?> path, String what, String fix) {
    Node node = root;
    Mark mark = root.getStartMark();
    for (Object step : path) {
      Optional<Found> found = step instanceof Integer index ? item(node, index) : entry(node, step);
      if (found.isEmpty()) {
        break;
      }
      node = found.get().value();
      mark = found.get().mark();
    }
    return new BuildFailure(
        position(file, mark.getLine(), mark.getColumn()) + ": " + owner(path) + what, fix);
  }

  /** Line and column, both counted from 1, of what a parser found there. */
  BuildFailure failure(int line, int column, String what, String fix) {
    return new BuildFailure(position(file, line - 1, column - 1) + ": " + what, fix);
  }

  /** {@code variant 'phi4-mini': } for a path inside of a variant that has a name. */
  private String owner(List<?> path) {
    if (path.size() < 3
        || !path.get(0).equals("variants")
        || !(path.get(1) instanceof Integer index)) {
      return "";
    }
    return entry(root, "variants")
        .flatMap(variants -> item(variants.value(), index))
        .flatMap(variant -> entry(variant.value(), "name"))
        .filter(name -> name.value() instanceof ScalarNode)
        .map(name -> "variant '" + ((ScalarNode) name.value()).getValue() + "': ")
        .orElse("");
  }

  private static Optional<Found> item(Node node, int index) {
    return node instanceof SequenceNode sequence && index < sequence.getValue().size()
        ? Optional.of(sequence.getValue().get(index))
            .map(item -> new Found(item.getStartMark(), item))
        : Optional.empty();
  }

  private static Optional<Found> entry(Node node, Object key) {
    if (!(node instanceof MappingNode mapping)) {
      return Optional.empty();
    }
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
        return Optional.of(new Found(name.getStartMark(), entry.getValueNode()));
      }
    }
    return Optional.empty();
  }

  /** A node, and the place that a message about it should name: its key's, if it has one. */
  private record Found(Mark mark, Node value) {}
}
