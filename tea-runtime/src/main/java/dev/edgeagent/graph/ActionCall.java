package dev.edgeagent.graph;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.Params;
import dev.edgeagent.workflow.Body;
import dev.edgeagent.workflow.NearestName;
import dev.edgeagent.workflow.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs an action, and says of its failures where in the workflow they come from. */
final class ActionCall {

  private final Scope scope;
  private final Body.Call call;
  private final Action action;

  ActionCall(Scope scope, Body.Call call, Action action) {
    this.scope = scope;
    this.call = call;
    this.action = action;
  }

  /**
   * @param params without templates
   */
  Map<String, Object> run(Map<String, Object> params) throws NodeException, InterruptedException {
    try {
      return action.run(Params.named(params, action.parameters()), scope.actionContext());
    } catch (ActionException e) {
      throw new NodeException(
          position(e.parameter()),
          NodeException.Kind.ACTION,
          described(String.valueOf(e.getMessage())),
          fix(e),
          e.isRetryable(),
          e);
    } catch (RuntimeException | LinkageError e) {
      throw new NodeException(
          call.position(),
          NodeException.Kind.ACTION,
          call.action() + " failed: " + e,
          "this is a mistake in the action itself: report it to its makers, with what -v prints",
          e);
    }
  }

  /** Of the value of a parameter: the node's, or that in the settings that stands in for it. */
  private Position position(@Nullable String parameter) {
    List<String> names = new ArrayList<>();
    for (Parameter known : action.parameters()) {
      if (known.name().equals(parameter)) {
        names.add(known.name());
        names.addAll(known.aliases());
      }
    }
    Map<String, Position> settings = scope.graph().workflow().settings().llmPlaces().values();
    for (Map<String, Position> places : List.of(call.places().values(), settings)) {
      for (String name : names) {
        Position position = places.get(name);
        if (position != null) {
          return position;
        }
      }
    }
    return call.position();
  }

  private static String fix(ActionException e) {
    ActionException.Choice choice = e.choice();
    return choice == null ? e.fix() : NearestName.fix(choice.given(), choice.known(), e.fix());
  }

  /** Many actions name themselves. */
  private String described(String what) {
    return what.startsWith(call.action()) ? what : call.action() + ": " + what;
  }
}
