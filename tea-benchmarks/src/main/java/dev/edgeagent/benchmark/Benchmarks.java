package dev.edgeagent.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks and prints what one node (branch, key) costs at each size; the last columns
 * are how much dearer one is at the largest size than at the one before: 1 is linear.
 */
public final class Benchmarks {

  /** Of one node: microseconds, and bytes allocated, which do not vary with the machine's load. */
  private record Cost(double micros, double bytes) {
    static Cost of(RunResult result, int size) {
      return new Cost(
          result.getPrimaryResult().getScore() / size,
          result.getSecondaryResults().get("gc.alloc.rate.norm").getScore() / size);
    }
  }

  private Benchmarks() {}

  /**
   * @param args those of JMH: a regular expression of benchmarks, {@code -p size=100}, ...
   */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    var asked = new CommandLineOptions(args);
    var options =
        new OptionsBuilder()
            .parent(asked)
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.MICROSECONDS)
            .forks(asked.getForkCount().orElse(1))
            .warmupIterations(asked.getWarmupIterations().orElse(3))
            .warmupTime(asked.getWarmupTime().orElse(TimeValue.seconds(1)))
            .measurementIterations(asked.getMeasurementIterations().orElse(3))
            .measurementTime(asked.getMeasurementTime().orElse(TimeValue.seconds(1)))
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend("-XX:+UseSerialGC")
            .build();
    Map<String, TreeMap<Integer, Cost>> table = new LinkedHashMap<>();
    for (RunResult result : new Runner(options).run()) {
      int size = Integer.parseInt(result.getParams().getParam("size"));
      String name = result.getParams().getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
      String kind =
          result.getParams().getParamsKeys().contains("kind")
              ? " " + result.getParams().getParam("kind")
              : "";
      table.computeIfAbsent(name + kind, _ -> new TreeMap<>()).put(size, Cost.of(result, size));
    }
    table.forEach(Benchmarks::print);
  }

  private static void print(String name, TreeMap<Integer, Cost> bySize) {
    System.out.printf("%-40s", name);
    bySize.forEach(
        (size, cost) ->
            System.out.printf(" %6d: %8.3f us %8.0f B", size, cost.micros(), cost.bytes()));
    Integer before = bySize.lowerKey(bySize.lastKey());
    if (before != null) {
      Cost last = bySize.lastEntry().getValue();
      System.out.printf(
          "   ratio %.2f us, %.2f B",
          last.micros() / bySize.get(before).micros(), last.bytes() / bySize.get(before).bytes());
    }
    System.out.println();
  }
}
