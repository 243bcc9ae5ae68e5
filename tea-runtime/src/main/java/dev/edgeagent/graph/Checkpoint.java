package dev.edgeagent.graph;

import dev.edgeagent.action.Memory;
import dev.edgeagent.file.AtomicFile;
import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import dev.edgeagent.workflow.Edge;
import dev.edgeagent.workflow.Position;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run between two steps, as JSON in a file: all that another process needs to go on from there.
 *
 * @param workflow the workflow's file, absolute
 * @param node the next node, or the one that a parallel edge leaves
 * @param edge the number of the parallel edge that comes next; null if the node does
 * @param stoppedBefore the node before which the run was asked to stop; null if it was not
 * @param state at that moment
 * @param memory what {@code memory.*} keep in the process
 * @param visits how often each node has run
 */
public record Checkpoint(
    Path workflow,
    String node,
    @Nullable Integer edge,
    @Nullable String stoppedBefore,
    Map<String, Object> state,
    Map<String, Object> memory,
    Map<String, Integer> visits) {

  private static final String FORMAT = "tea-checkpoint-1";

  static Checkpoint of(
      Graph graph, Walk.Stop stop, Map<String, Object> state, Memory memory, Loops loops) {
    return new Checkpoint(
        graph.workflow().file().toAbsolutePath().normalize(),
        switch (stop.next()) {
          case Step.At(String node) -> node;
          case Step.Fork(String node, int _) -> node;
        },
        stop.next() instanceof Step.Fork(String _, int edge) ? edge : null,
        stop.after() ? null : stop.node(),
        state,
        memory.snapshot(),
        loops.visits());
  }

  /** The step in the graph that this names. */
  Step stepIn(Graph graph) throws WorkflowException {
    if (edge != null) {
      List<Edge> edges = graph.edgesFrom(node);
      if (edge >= 0 && edge < edges.size() && edges.get(edge) instanceof Edge.Parallel) {
        return new Step.Fork(node, edge);
      }
    } else if (graph.has(node) || node.equals(Workflow.END)) {
      return new Step.At(node);
    }
    throw new WorkflowException(
        new Position(graph.workflow().file().toString(), 1, 1),
        "the checkpoint goes on at '" + node + "', which is not in this workflow",
        "resume it with the workflow that it was made with: " + workflow);
  }

  /** Writes it beside its place and moves it there: a reader sees the old one or the new one. */
  void write(Path file) throws WorkflowException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("workflow", workflow.toString());
    json.put("node", node);
    json.put("edge", edge);
    json.put("stopped_before", stoppedBefore);
    json.put("visits", visits);
    json.put("memory", memory);
    json.put("state", state);
    try {
      AtomicFile.write(file, Json.compact(json).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new WorkflowException(
          null,
          "the checkpoint " + file + " cannot be written: " + e,
          "give a directory that can be written: --checkpoint-dir DIR",
          e);
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(
          null,
          "the state cannot be written as JSON: " + e.getMessage(),
          "leave such values out of the state",
          e);
    }
  }

  /**
   * @throws WorkflowException if the file is not a checkpoint
   */
  public static Checkpoint read(Path file) throws WorkflowException {
    try {
      Object json = Json.parse(Files.readString(file));
      if (json instanceof Map<?, ?> map
          && FORMAT.equals(map.get("format"))
          && map.get("workflow") instanceof String workflow
          && map.get("node") instanceof String node) {
        return new Checkpoint(
            Path.of(workflow),
            node,
            map.get("edge") instanceof Long edge ? Math.toIntExact(edge) : null,
            map.get("stopped_before") instanceof String before ? before : null,
            section(map, "state"),
            section(map, "memory"),
            visits(section(map, "visits")));
      }
      throw noCheckpoint(file, 1, 1, "it has not the form of one", null);
    } catch (JsonException e) {
      throw noCheckpoint(file, e.line(), e.column(), e.getMessage(), e);
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      throw new WorkflowException(
          null,
          "the checkpoint " + file + " cannot be read: " + e,
          "give the path that the run printed",
          e);
    }
  }

  private static WorkflowException noCheckpoint(
      Path file, int line, int column, @Nullable String why, @Nullable Throwable cause) {
    return new WorkflowException(
        new Position(file.toString(), line, column),
        "not a checkpoint of tea: " + why,
        "give the path of a checkpoint: tea resume CHECKPOINT",
        cause);
  }

  @SuppressWarnings("unchecked") // the keys of a JSON object are strings
  private static Map<String, Object> section(Map<?, ?> map, String key) {
    if (map.get(key) instanceof Map<?, ?> section) {
      return (Map<String, Object>) section;
    }
    throw new IllegalArgumentException("'" + key + "' is missing");
  }

  private static Map<String, Integer> visits(Map<String, Object> numbers) {
    Map<String, Integer> visits = new LinkedHashMap<>();
    numbers.forEach(
        (node, number) -> {
          if (!(number instanceof Long count)) {
            throw new IllegalArgumentException("'visits' must be numbers");
          }
          visits.put(node, Math.toIntExact(count));
        });
    return visits;
  }
}
