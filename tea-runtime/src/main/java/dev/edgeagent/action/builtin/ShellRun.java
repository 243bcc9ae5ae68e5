package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import java.util.List;
import java.util.Map;

/**
 * {@code shell.run}: a program of this machine. A text goes to {@code /bin/sh -c}; a list is a
 * program and its arguments, which no shell reads: the way for values that come from elsewhere.
 *
 * <p>The result is {@code {stdout, stderr, exit_code, success}}; an exit code other than 0 is no
 * error of the action. Output is read as UTF-8, other bytes become U+FFFD. The program is done when
 * it has ended and nobody holds its output open any more.
 */
final class ShellRun implements Action {

  @Override
  public String name() {
    return "shell.run";
  }

  @Override
  public String description() {
    return "Runs a command of this machine; needs --allow-shell.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required(
            "command", ParameterType.ANY, "text for /bin/sh, or a list: a program and arguments"),
        Parameter.optional("input", ParameterType.TEXT, "what it reads from stdin").or("stdin"),
        Parameter.optional("cwd", ParameterType.TEXT, "the directory that it runs in")
            .or("working_directory"),
        Parameter.optional("env", ParameterType.MAP, "variables beside those of tea itself"),
        Parameter.optional(
            "timeout", ParameterType.NUMBER, "seconds after which it is ended; 300 if not given"));
  }

  @Override
  public String mainKey() {
    return "stdout";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context)
      throws ActionException, InterruptedException {
    if (!context.permissions().shell()) {
      throw new ActionException(
          "shell.run is off: a workflow could do anything that you can",
          "if you trust this one: tea run --allow-shell");
    }
    return ShellCommand.of(params, context.permissions()).run();
  }
}
