package dev.edgeagent.cli;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionRegistry;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.json.Json;
import dev.edgeagent.workflow.NearestName;
import dev.edgeagent.workflow.WorkflowException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code tea actions}: what nodes can do. */
final class ActionsCommand {

  private final ActionRegistry registry;
  private final PrintStream out;

  ActionsCommand(ActionRegistry registry, PrintStream out) {
    this.registry = registry;
    this.out = out;
  }

  static int run(Arguments arguments, Context context) throws UsageException, WorkflowException {
    String name = arguments.optionalOperand().orElse("");
    var command = new ActionsCommand(Actions.all(arguments.paths("actions")), context.out());
    List<Action> actions = command.selected(name);
    if (arguments.has("json")) {
      context.out().println(Json.pretty(actions.stream().map(ActionsCommand::json).toList()));
    } else {
      command.print(actions);
    }
    return Main.DONE;
  }

  /**
   * @param name of an action or a group; empty for all
   */
  private List<Action> selected(String name) throws UsageException {
    List<Action> actions = new ArrayList<>();
    for (String known : registry.names()) {
      if (name.isEmpty() || known.equals(name) || group(known).equals(name)) {
        actions.add(registry.find(known).orElseThrow());
      }
    }
    if (actions.isEmpty()) {
      throw new UsageException(
          "there is no action '" + name + "'",
          NearestName.fix(name, registry.names(), "tea actions lists what there is"));
    }
    return actions;
  }

  private void print(List<Action> actions) {
    String group = "";
    for (Action action : actions) {
      if (!group(action.name()).equals(group)) {
        out.print(group.isEmpty() ? "" : "\n");
        group = group(action.name());
        out.println(group);
      }
      out.println("  " + action.name() + "  " + action.description());
      int widest = action.parameters().stream().mapToInt(p -> p.name().length()).max().orElse(0);
      for (Parameter parameter : action.parameters()) {
        out.println(
            "      "
                + parameter.name()
                + " ".repeat(widest - parameter.name().length() + 2)
                + line(parameter));
      }
    }
  }

  /** {@code text, required; also input: what it is}. */
  private static String line(Parameter parameter) {
    return type(parameter)
        + (parameter.required() ? ", required" : "")
        + (parameter.aliases().isEmpty() ? "" : ", also " + String.join(", ", parameter.aliases()))
        + ": "
        + parameter.description();
  }

  private static Map<String, Object> json(Action action) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", action.name());
    json.put("description", action.description());
    List<Object> parameters = new ArrayList<>();
    for (Parameter parameter : action.parameters()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", parameter.name());
      one.put("type", type(parameter));
      one.put("required", parameter.required());
      one.put("aliases", parameter.aliases());
      one.put("description", parameter.description());
      parameters.add(one);
    }
    json.put("parameters", parameters);
    return json;
  }

  private static String type(Parameter parameter) {
    return parameter.type().name().toLowerCase(Locale.ROOT);
  }

  private static String group(String action) {
    int dot = action.indexOf('.');
    return dot < 0 ? action : action.substring(0, dot);
  }
}
