package dev.edgeagent.benchmark;

import dev.edgeagent.graph.Graph;
import dev.edgeagent.graph.Outcome;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Nodes in a row: reading the file, checking the graph, running it. */
@State(Scope.Benchmark)
public class ChainBenchmark {

  @Param({"action", "template", "expression", "goto", "edges"})
  public String kind = "action";

  @Param({"100", "1000", "10000"})
  public int size;

  private Bench bench;
  private Workflow workflow;
  private Graph graph;

  @Setup
  public void prepare() throws WorkflowException {
    bench = new Bench(Workflows.chain(kind, size));
    workflow = bench.read();
    graph = Bench.check(workflow);
  }

  @Benchmark
  public Workflow read() throws WorkflowException {
    return bench.read();
  }

  @Benchmark
  public Graph check() throws WorkflowException {
    return Bench.check(workflow);
  }

  @Benchmark
  public Outcome run() throws WorkflowException, InterruptedException {
    return Bench.run(graph, Map.of("x", 1L));
  }
}
