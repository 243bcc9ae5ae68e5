package dev.edgeagent.workflow;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A workflow document as it was written; names are not resolved yet.
 *
 * @param file the file it came from
 * @param name the {@code name} key, else the file's name
 * @param description empty if there is none
 * @param initialState the state before the input is merged into it
 * @param variables constants, {@code {{ variables.x }}} in templates
 * @param data constants, {@code {{ data.x }}} in templates
 * @param settings the {@code settings} map
 * @param nodes in the order of the file
 * @param edges in the order of the file
 * @param warnings what is odd but does not keep it from running, each with its position
 */
public record Workflow(
    Path file,
    String name,
    String description,
    Map<String, Object> initialState,
    Map<String, Object> variables,
    Map<String, Object> data,
    Settings settings,
    List<Node> nodes,
    List<Edge> edges,
    List<String> warnings) {

  /** What edges and gotos call the place before the first node. */
  public static final String START = "__start__";

  /** What edges and gotos call the place after the last node. */
  public static final String END = "__end__";

  public Workflow {
    initialState = Collections.unmodifiableMap(new LinkedHashMap<>(initialState));
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    warnings = List.copyOf(warnings);
  }
}
