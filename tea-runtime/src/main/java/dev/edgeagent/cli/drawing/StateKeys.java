package dev.edgeagent.cli.drawing;

import dev.edgeagent.workflow.Body;
import dev.edgeagent.workflow.Node;
import java.util.List;
import java.util.Optional;

/** What can be said before a run of the state's keys. */
final class StateKeys {

  private StateKeys() {}

  /** The keys that a node sets when it succeeds; empty if only its result can tell. */
  static Optional<List<String>> written(Node node) {
    return switch (node.body()) {
      case Body.Pass _ -> Optional.of(List.of());
      case Body.Call call -> written(call.output());
      case Body.Lua lua -> written(lua.output());
      case Body.Expression expression -> Optional.of(List.of(expression.key()));
      case Body.FanOut _ -> Optional.of(List.of("parallel_results"));
      case Body.Steps _, Body.WhileLoop _, Body.Subgraph _ -> Optional.empty();
    };
  }

  private static Optional<List<String>> written(Body.Output output) {
    return switch (output) {
      case Body.Output.Merge _ -> Optional.empty();
      case Body.Output.Whole(String key) -> Optional.of(List.of(key));
      case Body.Output.Main(String key) -> Optional.of(List.of(key));
      case Body.Output.Mapped mapped -> Optional.of(List.copyOf(mapped.templates().keySet()));
    };
  }
}
