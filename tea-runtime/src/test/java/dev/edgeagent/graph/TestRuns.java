package dev.edgeagent.graph;

import dev.edgeagent.action.InProcessMemory;
import dev.edgeagent.action.Permissions;
import dev.edgeagent.llm.NoModels;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Requests of runs without a model, for tests. */
public final class TestRuns {

  private TestRuns() {}

  /** A run in a directory, with everything allowed there and nothing else. */
  public static RunRequest request(
      Path directory, Map<String, Object> input, Consumer<String> warn) {
    Map<String, String> environment =
        Map.of("X", "from the environment", "HOME", directory.toString());
    return new RunRequest(
        input,
        environment,
        Map.of("token", "t0k"),
        Map.of(),
        new Permissions(directory, directory, List.of(), true, false),
        new InProcessMemory(InstantSource.system()),
        NoModels.backends(environment, warn),
        _ -> {},
        null,
        null,
        Set.of(),
        Set.of(),
        null,
        directory.resolve("checkpoint.json"),
        RunListener.NONE,
        warn);
  }
}
