package dev.edgeagent.workflow;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** YAML text to plain values, read as workflows are. */
public final class YamlValues {

  private YamlValues() {}

  /**
   * Reads one YAML document: {@code LinkedHashMap<String, Object>} (order kept), {@code
   * ArrayList<Object>}, {@code String}, {@code Long} or {@code BigInteger}, {@code Double}, {@code
   * Boolean}, {@code null}.
   *
   * @param source what messages call the text, such as its file's name
   * @throws WorkflowException with the place of what is not YAML
   */
  public static @Nullable Object parse(String source, String text) throws WorkflowException {
    var yaml = new Yaml(source);
    Node root = yaml.read(text);
    return root == null ? null : yaml.value(root);
  }
}
