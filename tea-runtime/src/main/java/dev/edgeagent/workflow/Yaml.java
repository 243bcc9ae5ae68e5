package dev.edgeagent.workflow;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML 1.1 text to nodes that know their place, and to plain values. Dates stay strings, keys
 * become strings; a document that refers to itself or grows beyond {@value DocumentCheck#MAX_NODES}
 * values by its aliases is refused.
 */
final class Yaml {

  private static final int MAX_DEPTH = 100;

  private final String file;
  private final LoaderOptions options = new LoaderOptions();
  private final PlainValues values = new PlainValues(options);

  /** Which nodes came from which other file. */
  private final IdentityHashMap<Node, String> otherFiles = new IdentityHashMap<>();

  Yaml(String file) {
    this.file = file;
    options.setAllowDuplicateKeys(false);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE); // see DocumentCheck
    options.setCodePointLimit(64 << 20);
  }

  /** The document's only node; null if the text has none. */
  @Nullable Node read(String text) throws WorkflowException {
    try {
      var parser = new ParserImpl(new StreamReader(text), options);
      Node root = new Composer(parser, new NoDates(), options).getSingleNode();
      if (root != null) {
        new DocumentCheck(this).check(root);
      }
      return root;
    } catch (MarkedYAMLException e) {
      throw syntaxError(e);
    } catch (YAMLException e) {
      throw new WorkflowException(
          new Position(file, 1, 1),
          "not YAML: " + firstLine(e.getMessage()),
          "save it as UTF-8 YAML text");
    }
  }

  Position position(Node node) {
    Position at = position(node.getStartMark());
    String from = otherFiles.get(node);
    return from == null ? at : new Position(from, at.line(), at.column());
  }

  /** Nodes that another one has read become part of this document. */
  void adopt(Node node, Yaml from) {
    remember(node, from.file);
  }

  private void remember(Node node, String otherFile) {
    if (otherFiles.put(node, otherFile) == null) {
      children(node).forEach(child -> remember(child, otherFile));
    }
  }

  /**
   * The value of a node: maps, lists, strings, {@code Long}, {@code BigInteger}, {@code Double},
   * booleans, null.
   */
  @Nullable Object value(Node node) throws WorkflowException {
    try {
      return values.of(node);
    } catch (MarkedYAMLException e) {
      throw syntaxError(e);
    } catch (YAMLException | IllegalArgumentException e) {
      throw new WorkflowException(
          position(node),
          "a value cannot be read: " + firstLine(e.getMessage()),
          "correct it, or put it into quotes to make it text",
          e);
    }
  }

  /** The entries of a mapping in order, {@code <<} resolved. */
  Map<String, NodeTuple> entries(MappingNode mapping) throws WorkflowException {
    try {
      values.flatten(mapping);
    } catch (MarkedYAMLException e) {
      throw syntaxError(e);
    }
    Map<String, NodeTuple> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      entries.put(String.valueOf(value(tuple.getKeyNode())), tuple);
    }
    return entries;
  }

  private Position position(@Nullable Mark mark) {
    return mark == null
        ? new Position(file, 1, 1)
        : new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private WorkflowException syntaxError(MarkedYAMLException e) {
    String problem = e.getProblem() == null ? firstLine(e.getMessage()) : e.getProblem();
    String context = e.getContext() == null ? "" : " " + e.getContext();
    return new WorkflowException(
        position(e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark()),
        "not valid YAML: " + problem + context,
        "check the indentation, quotes and brackets there and in the line before");
  }

  /** What stands directly in a node: a list's items, a mapping's keys and values. */
  static List<Node> children(Node node) {
    return switch (node) {
      case SequenceNode sequence -> sequence.getValue();
      case MappingNode mapping -> {
        List<Node> children = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
          children.add(tuple.getKeyNode());
          children.add(tuple.getValueNode());
        }
        yield children;
      }
      default -> List.of();
    };
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "unknown error" : text.lines().findFirst().orElse("");
  }

  /**
   * YAML 1.1's implicit types without its timestamps: {@code 2026-11-20} is a string, as it is in
   * JSON.
   */
  private static final class NoDates extends Resolver {
    @Override
    public void addImplicitResolver(Tag tag, Pattern regexp, String first, int limit) {
      if (!Tag.TIMESTAMP.equals(tag)) {
        super.addImplicitResolver(tag, regexp, first, limit);
      }
    }
  }
}
