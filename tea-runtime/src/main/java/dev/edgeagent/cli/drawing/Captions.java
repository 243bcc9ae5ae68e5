package dev.edgeagent.cli.drawing;

import dev.edgeagent.workflow.Body;
import dev.edgeagent.workflow.Node;
import dev.edgeagent.workflow.Workflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What boxes and arrows are called for people; each caption is one line. */
final class Captions {

  private final Workflow workflow;

  Captions(Workflow workflow) {
    this.workflow = workflow;
  }

  /** What a node does; empty if nothing. */
  String does(Box box) {
    return switch (box.node().body()) {
      case Body.Pass _ -> "";
      case Body.Call call -> call.action();
      case Body.Lua _ -> "Lua";
      case Body.Expression expression ->
          line("state." + expression.key() + " = " + expression.value());
      case Body.Steps steps -> counted(steps.steps().size(), "step");
      case Body.WhileLoop loop -> line("while: " + loop.condition().strip());
      case Body.FanOut fanOut -> line(items(fanOut.items()));
      case Body.Subgraph subgraph -> line("workflow " + file(subgraph));
    };
  }

  private static String items(Body.Items items) {
    return switch (items) {
      case Body.Items.Dynamic dynamic ->
          "for each %s of %s".formatted(dynamic.itemVar(), dynamic.items());
      case Body.Items.Each each -> "for each item of " + each.items();
      case Body.Items.Matrix matrix ->
          matrix.axes().entrySet().stream()
              .map(axis -> axis.getKey() + " of " + axis.getValue())
              .collect(Collectors.joining(" and ", "for each ", ""));
    };
  }

  /** What else is to be known of a node. */
  List<String> notes(Box box) {
    List<String> notes = new ArrayList<>();
    if (box.node().body() instanceof Body.WhileLoop loop) {
      notes.add("at most " + counted(loop.maxIterations(), "time"));
    }
    if (box.node().body() instanceof Body.FanOut fanOut) {
      notes.add(line("fan-in: " + fanOut.fanIn().name()));
      if (fanOut.maxConcurrency() != null) {
        notes.add(line("at most " + fanOut.maxConcurrency() + " at a time"));
      }
      if (fanOut.failFast()) {
        notes.add("the first failure cancels the rest");
      }
    }
    Node.Failure failure = box.node().failure();
    if (failure.retry() != null) {
      notes.add("tried again up to " + counted(failure.retry().times(), "time"));
    }
    if (failure.timeout() != null) {
      notes.add("timeout: " + seconds(failure.timeout()) + " s");
    }
    if (failure.graceful()) {
      notes.add("a failure does not end the run");
    }
    if (box.stopsBefore()) {
      notes.add("interrupt before");
    }
    if (box.stopsAfter()) {
      notes.add("interrupt after");
    }
    return notes;
  }

  /** When a way is taken; empty if always. */
  static String of(Arrow arrow) {
    String way =
        switch (arrow.kind()) {
          case PARALLEL -> "parallel";
          case FAN_IN -> "fan-in";
          case FALLBACK -> "on error";
          case EDGE, CHOICE, GOTO, IMPLICIT, INNER -> test(arrow.test());
        };
    if (!arrow.otherwise()) {
      return way;
    }
    return way.isEmpty() ? "else" : "else, " + way;
  }

  private static String test(Arrow.@Nullable Test test) {
    return switch (test) {
      case null -> "";
      case Arrow.Holds(String expression, boolean expected) ->
          line((expected ? "when: " : "when not: ") + expression);
      case Arrow.Is(String expression, String value) ->
          line("when: " + expression + " is '" + value + "'");
    };
  }

  /** The other workflow, seen from this one's directory. */
  Path file(Body.Subgraph subgraph) {
    return workflow
        .directory()
        .normalize()
        .relativize(subgraph.workflow().file().toAbsolutePath().normalize());
  }

  static Number seconds(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    return seconds == Math.rint(seconds) ? (Number) (long) seconds : (Number) seconds;
  }

  static String counted(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Without line feeds, and without control characters that a terminal might obey. */
  static String line(String text) {
    StringBuilder line = new StringBuilder();
    text.replaceAll("\\s*\\R\\s*", " ")
        .chars()
        .forEach(c -> line.append(Character.isISOControl(c) ? ' ' : (char) c));
    return line.toString().strip();
  }

  /**
   * @param most characters
   */
  static String shortened(String line, int most) {
    return line.codePointCount(0, line.length()) <= most
        ? line
        : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
  }
}
