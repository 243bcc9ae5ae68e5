package dev.edgeagent.workflow;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * What snakeyaml takes and a document must not have: a key twice, a value that contains itself, and
 * aliases of aliases, by which a few lines stand for more values than fit into memory.
 */
final class DocumentCheck {

  static final int MAX_NODES = 1_000_000;

  private final Yaml yaml;

  /** How many values each node stands for; -1 while it is being counted. */
  private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();

  DocumentCheck(Yaml yaml) {
    this.yaml = yaml;
  }

  void check(Node root) throws WorkflowException {
    size(root);
  }

  /** How many values a node stands for once its aliases are followed. */
  private long size(Node node) throws WorkflowException {
    Long known = sizes.get(node);
    if (known != null) {
      if (known < 0) {
        throw new WorkflowException(
            yaml.position(node),
            "an alias refers to a value that contains it",
            "write the value out");
      }
      return known;
    }
    sizes.put(node, -1L);
    if (node instanceof MappingNode mapping) {
      refuseDuplicates(mapping);
    }
    long size = 1;
    for (Node child : Yaml.children(node)) {
      size += size(child);
      if (size > MAX_NODES) {
        throw new WorkflowException(
            yaml.position(node),
            "aliases make this document larger than " + MAX_NODES + " values",
            "use fewer aliases");
      }
    }
    sizes.put(node, size);
    return size;
  }

  private void refuseDuplicates(MappingNode mapping) throws WorkflowException {
    Set<String> keys = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key
          && !key.getTag().equals(Tag.MERGE)
          && !keys.add(key.getValue())) {
        throw new WorkflowException(
            yaml.position(key),
            "the key '" + key.getValue() + "' is there twice",
            "keep one of them");
      }
    }
  }
}
