package dev.edgeagent.workflow;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A workflow document as it was written; names are not resolved yet.
 *
 * @param file the file it came from
 * @param name the {@code name} key, else the file's name
 * @param description empty if there is none
 * @param stateSchema what the author says of the state's keys; not enforced, as in the reference
 * @param initialState the state before the input is merged into it
 * @param variables constants, {@code {{ variables.x }}} in templates
 * @param data constants, {@code {{ data.x }}} in templates
 * @param settings the {@code settings} map
 * @param config the {@code config} map
 * @param nodes in the order of the file
 * @param edges in the order of the file
 */
public record Workflow(
    Path file,
    String name,
    String description,
    Map<String, Object> stateSchema,
    Map<String, Object> initialState,
    Map<String, Object> variables,
    Map<String, Object> data,
    Settings settings,
    Config config,
    List<Node> nodes,
    List<Edge> edges) {

  /** What edges and gotos call the place before the first node. */
  public static final String START = "__start__";

  /** What edges and gotos call the place after the last node. */
  public static final String END = "__end__";

  public Workflow {
    stateSchema = Collections.unmodifiableMap(new LinkedHashMap<>(stateSchema));
    initialState = Collections.unmodifiableMap(new LinkedHashMap<>(initialState));
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /** The names of all actions that it and its subgraphs call, whether or not there are such. */
  public Set<String> actions() {
    Set<String> names = new TreeSet<>();
    for (Node node : nodes) {
      node.body()
          .visit(
              body -> {
                if (body instanceof Body.Call call) {
                  names.add(call.action());
                } else if (body instanceof Body.Subgraph subgraph) {
                  names.addAll(subgraph.workflow().actions());
                }
              });
    }
    return names;
  }

  /** Where the workflow's file is; absolute. */
  public Path directory() {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a directory");
  }
}
