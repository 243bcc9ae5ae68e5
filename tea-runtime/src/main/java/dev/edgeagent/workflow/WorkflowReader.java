package dev.edgeagent.workflow;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A workflow file to its records. What the file says in a form that nobody understands is an error
 * at its place.
 */
public final class WorkflowReader {

  private static final Set<String> DOCUMENT_KEYS =
      Set.of(
          "name",
          "description",
          "version",
          "state_schema",
          "initial_state",
          "variables",
          "data",
          "settings",
          "nodes",
          "edges",
          "config",
          "metadata");

  private final List<String> warnings = new ArrayList<>();

  /**
   * @param file a YAML file in UTF-8
   * @throws WorkflowException if it cannot be read, or is not a workflow
   */
  public static Workflow read(Path file) throws WorkflowException {
    return new WorkflowReader().read(file, text(file));
  }

  private static String text(Path file) throws WorkflowException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new WorkflowException(
          new Position(file.toString(), 1, 1), "not UTF-8 text", "save the workflow as UTF-8", e);
    } catch (IOException e) {
      String why =
          !Files.exists(file)
              ? "no such file"
              : Files.isDirectory(file) ? "is a directory" : "cannot be read";
      throw new WorkflowException(
          null,
          "workflow " + file + ": " + why,
          "give the path of a workflow in YAML: tea run FILE.yaml",
          e);
    }
  }

  private Workflow read(Path file, String text) throws WorkflowException {
    YamlMap document = YamlMap.document(file.toString(), text);
    for (String key : document.keys()) {
      if (!DOCUMENT_KEYS.contains(key)) {
        warnings.add(
            document.keyPosition(key)
                + ": warning: unknown key '"
                + key
                + "' is ignored"
                + NearestName.of(key, DOCUMENT_KEYS)
                    .map(name -> "; did you mean '" + name + "'?")
                    .orElse(""));
      }
    }
    String name = document.string("name");
    String description = document.string("description");
    return new Workflow(
        file,
        name == null ? String.valueOf(file.getFileName()) : name,
        description == null ? "" : description,
        document.map("initial_state"),
        document.map("variables"),
        document.map("data"),
        settings(document),
        nodes(document),
        edges(document),
        warnings);
  }

  private List<Node> nodes(YamlMap document) throws WorkflowException {
    var reader = new NodeReader(warnings);
    List<Node> nodes = new ArrayList<>();
    for (YamlMap node : document.maps("nodes", "a node")) {
      nodes.add(reader.read(node));
    }
    if (nodes.isEmpty()) {
      throw new WorkflowException(
          document.position("nodes"),
          "the workflow has no nodes",
          "add a list 'nodes:' with at least one node");
    }
    return nodes;
  }

  private static Settings settings(YamlMap document) throws WorkflowException {
    Map<String, Object> settings = document.map("settings");
    Object limit = settings.getOrDefault("max_iterations", (long) Settings.DEFAULT_MAX_ITERATIONS);
    if (!(limit instanceof Long n) || n < 1 || n > Integer.MAX_VALUE) {
      throw new WorkflowException(
          document.child("settings", "settings").position("max_iterations"),
          "settings.max_iterations must be a whole number from 1, got " + limit,
          "write for example 'max_iterations: " + Settings.DEFAULT_MAX_ITERATIONS + "'");
    }
    return new Settings(settings, n.intValue());
  }

  private static List<Edge> edges(YamlMap document) throws WorkflowException {
    List<Edge> edges = new ArrayList<>();
    for (YamlMap edge : document.maps("edges", "an edge")) {
      edges.add(edge(edge));
    }
    return edges;
  }

  private static Edge edge(YamlMap edge) throws WorkflowException {
    for (String key : List.of("parallel", "fan_in", "targets")) {
      if (edge.has(key)) {
        throw new WorkflowException(
            edge.keyPosition(key),
            "an edge's '" + key + "' is not supported by this version",
            "use edges with 'from', 'to' and 'when'");
      }
    }
    String type = edge.string("type");
    String from =
        "entry".equals(type) && !edge.has("from")
            ? Workflow.START
            : edge.requiredString("from", "name the node that the edge leaves: 'from: NODE'");
    String to =
        "finish".equals(type) && !edge.has("to")
            ? Workflow.END
            : edge.requiredString("to", "name the node that the edge leads to: 'to: NODE'");
    return new Edge(from, to, condition(edge), edge.position());
  }

  private static Edge.@Nullable Condition condition(YamlMap edge) throws WorkflowException {
    if (edge.has("condition") && !edge.isScalar("condition")) {
      YamlMap condition = edge.child("condition", "the condition");
      String type = condition.string("type");
      if (type != null && !type.equals("expression")) {
        throw new WorkflowException(
            condition.position("type"),
            "a condition of type '" + type + "' is not supported",
            "use 'type: expression' with 'value: EXPRESSION'");
      }
      Object expected = edge.value("when");
      return new Edge.Condition(
          condition.requiredString("value", "give the expression: 'value: state.x > 1'"),
          !Boolean.FALSE.equals(expected));
    }
    if (edge.has("condition") && edge.value("when") instanceof Boolean expected) {
      return new Edge.Condition(edge.requiredCondition("condition"), expected);
    }
    String key = edge.has("condition") ? "condition" : "when";
    return edge.has(key) && edge.value(key) != null
        ? new Edge.Condition(edge.requiredCondition(key), true)
        : null;
  }
}
