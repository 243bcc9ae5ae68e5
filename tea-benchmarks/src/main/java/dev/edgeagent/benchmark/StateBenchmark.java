package dev.edgeagent.benchmark;

import dev.edgeagent.graph.Graph;
import dev.edgeagent.graph.Outcome;
import dev.edgeagent.workflow.WorkflowException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A state of many keys through 100 nodes: a node must not cost more because of it. */
@State(Scope.Benchmark)
public class StateBenchmark {

  @Param({"100", "1000", "10000"})
  public int size;

  private final Map<String, Object> input = new LinkedHashMap<>();
  private Graph graph;

  @Setup
  public void prepare() throws WorkflowException {
    graph = Bench.check(new Bench(Workflows.chain("template", 100)).read());
    for (int i = 0; i < size; i++) {
      input.put("key" + i, (long) i);
    }
    input.put("x", 1L);
  }

  @Benchmark
  public Outcome hundredNodes() throws WorkflowException, InterruptedException {
    return Bench.run(graph, input);
  }
}
