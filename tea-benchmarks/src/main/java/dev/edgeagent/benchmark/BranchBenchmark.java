package dev.edgeagent.benchmark;

import dev.edgeagent.graph.Graph;
import dev.edgeagent.graph.Outcome;
import dev.edgeagent.workflow.WorkflowException;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Branches at the same time: of one node, and of parallel edges, whose file is read, too. */
@State(Scope.Benchmark)
public class BranchBenchmark {

  @Param({"100", "1000", "10000"})
  public int size;

  private Graph fanOut;
  private Bench fork;

  @Setup
  public void prepare() throws WorkflowException {
    fanOut = Bench.check(new Bench(Workflows.fanOut(size)).read());
    fork = new Bench(Workflows.fork(size));
  }

  @Benchmark
  public Outcome fanOut() throws WorkflowException, InterruptedException {
    return Bench.run(fanOut, Map.of());
  }

  @Benchmark
  public Outcome readCheckAndRunFork() throws WorkflowException, InterruptedException {
    return Bench.run(Bench.check(fork.read()), Map.of());
  }
}
