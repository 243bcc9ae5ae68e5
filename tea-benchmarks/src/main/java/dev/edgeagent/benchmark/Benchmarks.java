package dev.edgeagent.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks and prints microseconds per node (branch, key) at each size; the last column
 * is how much dearer one is at the largest size than at the one before: 1 is linear.
 */
public final class Benchmarks {

  private Benchmarks() {}

  /**
   * @param args those of JMH: a regular expression of benchmarks, {@code -p size=100}, ...
   */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    var options =
        new OptionsBuilder()
            .parent(new CommandLineOptions(args))
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.MICROSECONDS)
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(3)
            .measurementTime(TimeValue.seconds(1))
            .jvmArgsAppend("-XX:+UseSerialGC")
            .build();
    Map<String, TreeMap<Integer, Double>> table = new LinkedHashMap<>();
    for (RunResult result : new Runner(options).run()) {
      int size = Integer.parseInt(result.getParams().getParam("size"));
      String name = result.getParams().getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
      String kind =
          result.getParams().getParamsKeys().contains("kind")
              ? " " + result.getParams().getParam("kind")
              : "";
      table
          .computeIfAbsent(name + kind, _ -> new TreeMap<>())
          .put(size, result.getPrimaryResult().getScore() / size);
    }
    table.forEach(Benchmarks::print);
  }

  private static void print(String name, TreeMap<Integer, Double> bySize) {
    System.out.printf("%-40s", name);
    bySize.forEach((size, micros) -> System.out.printf(" %6d: %9.3f us", size, micros));
    Integer before = bySize.lowerKey(bySize.lastKey());
    if (before != null) {
      System.out.printf("   ratio %.2f", bySize.lastEntry().getValue() / bySize.get(before));
    }
    System.out.println();
  }
}
