package dev.edgeagent.workflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The entries of {@code edges}, in every form that the two references know. */
final class EdgeReader {

  private static final Set<String> KEYS =
      Set.of(
          "from",
          "to",
          "type",
          "when",
          "condition",
          "parallel",
          "fan_in",
          "max_concurrency",
          "fail_fast",
          "targets",
          "description",
          "metadata");

  private static final List<String> TYPES =
      List.of("normal", "entry", "finish", "parallel", "conditional", "simple");

  private final Problems problems;
  private final List<Edge> edges = new ArrayList<>();

  /** Which edge is the fork of {@code type: parallel} from one node to another. */
  private final Map<List<String>, Integer> forks = new HashMap<>();

  /** The branches of such a fork, by its number. */
  private final Map<Integer, List<String>> branches = new HashMap<>();

  EdgeReader(Problems problems) {
    this.problems = problems;
  }

  List<Edge> readAll(YamlMap document) throws WorkflowException {
    for (YamlMap edge : document.maps("edges", "an edge", problems)) {
      edge.warnOfUnknown(KEYS, problems);
      problems.attempt(
          () -> {
            read(edge);
            return edge;
          });
    }
    return IntStream.range(0, edges.size()).mapToObj(this::withBranches).toList();
  }

  private void read(YamlMap edge) throws WorkflowException {
    String type = edge.string("type");
    if (type != null && !TYPES.contains(type)) {
      throw new WorkflowException(
          edge.position("type"),
          "an edge of type '" + type + "' is not known",
          NearestName.fix(type, TYPES));
    }
    String from =
        "entry".equals(type) && !edge.has("from")
            ? Workflow.START
            : edge.requiredString("from", "name the node that the edge leaves: 'from: NODE'");
    if (edge.has("parallel")) {
      edges.add(fork(edge, from));
    } else if (edge.has("targets")) {
      edges.add(choice(edge, from));
    } else {
      String to =
          "finish".equals(type) && !edge.has("to")
              ? Workflow.END
              : edge.requiredString("to", "name the node that the edge leads to: 'to: NODE'");
      if ("parallel".equals(type)) {
        addBranch(edge, from, to);
      } else {
        edges.add(new Edge.Single(from, to, condition(edge), edge.position()));
      }
    }
  }

  /** {@code parallel: [a, b]}. */
  private static Edge fork(YamlMap edge, String from) throws WorkflowException {
    refuseCondition(edge);
    List<String> branches = edge.names("parallel").stream().map(Target::name).toList();
    if (branches.isEmpty()) {
      throw new WorkflowException(
          edge.position("parallel"), "'parallel' names no nodes", "write 'parallel: [a, b]'");
    }
    return new Edge.Parallel(
        from,
        branches,
        edge.string("fan_in"),
        true,
        edge.integer("max_concurrency", 1, Integer.MAX_VALUE),
        edge.flag("fail_fast", false),
        edge.position());
  }

  /** {@code type: parallel}: one entry a branch; those with the same ends belong together. */
  private void addBranch(YamlMap edge, String from, String to) throws WorkflowException {
    refuseCondition(edge);
    String fanIn = edge.requiredString("fan_in", "name the node where the branches meet");
    Integer concurrency = edge.integer("max_concurrency", 1, Integer.MAX_VALUE);
    boolean failFast = edge.flag("fail_fast", false);
    Integer known = forks.putIfAbsent(List.of(from, fanIn), edges.size());
    if (known == null) {
      branches.put(edges.size(), new ArrayList<>(List.of(to)));
      edges.add(
          new Edge.Parallel(from, List.of(), fanIn, false, concurrency, failFast, edge.position()));
      return;
    }
    branches.computeIfAbsent(known, _ -> new ArrayList<>()).add(to);
    var fork = (Edge.Parallel) edges.get(known);
    edges.set(
        known,
        new Edge.Parallel(
            from,
            List.of(),
            fanIn,
            false,
            fork.maxConcurrency() == null ? concurrency : fork.maxConcurrency(),
            fork.failFast() || failFast,
            fork.position()));
  }

  /** The fork with the branches that were found for it. */
  private Edge withBranches(int number) {
    Edge edge = edges.get(number);
    List<String> found = branches.get(number);
    return found == null || !(edge instanceof Edge.Parallel fork)
        ? edge
        : new Edge.Parallel(
            fork.from(),
            found,
            fork.fanIn(),
            false,
            fork.maxConcurrency(),
            fork.failFast(),
            fork.position());
  }

  private static void refuseCondition(YamlMap edge) throws WorkflowException {
    for (String key : List.of("when", "condition")) {
      if (edge.has(key)) {
        throw new WorkflowException(
            edge.keyPosition(key),
            "a parallel edge has no condition",
            "put the condition on an edge to a node from which the parallel edges leave");
      }
    }
  }

  /** {@code targets: {value: node}}; {@code when} is the value, else {@code state.result}. */
  private static Edge choice(YamlMap edge, String from) throws WorkflowException {
    Map<String, String> targets = new LinkedHashMap<>();
    YamlMap map = edge.child("targets", "the edge's 'targets'");
    for (String value : map.keys()) {
      targets.put(value, map.requiredString(value, "name a node"));
    }
    String value = edge.value("when") == null ? "state.result" : edge.requiredCondition("when");
    return new Edge.Choice(from, value, targets, edge.position());
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
      return new Edge.Condition(
          condition.requiredString("value", "give the expression: 'value: state.x > 1'"),
          expected(edge));
    }
    if (edge.value("condition") != null) {
      return new Edge.Condition(edge.requiredCondition("condition"), expected(edge));
    }
    return edge.value("when") == null
        ? null
        : new Edge.Condition(edge.requiredCondition("when"), true);
  }

  /** The truth value that opens an edge with a {@code condition}: its {@code when}, else true. */
  private static boolean expected(YamlMap edge) throws WorkflowException {
    return switch (edge.value("when")) {
      case null -> true;
      case Boolean flag -> flag;
      default ->
          throw new WorkflowException(
              edge.position("when"),
              "beside 'condition', 'when' must be true or false",
              "join both into one condition with 'and'");
    };
  }
}
