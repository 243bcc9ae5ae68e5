package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import dev.edgeagent.template.Python;
import dev.edgeagent.template.TemplateException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code notify}: shows {@code [CHANNEL] message} to the user. (The reference prints it to stdout,
 * which here is the answer's alone.)
 */
final class Notify implements Action {

  @Override
  public String name() {
    return "notify";
  }

  @Override
  public String description() {
    return "Shows a message to the user, on stderr.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required("channel", ParameterType.TEXT, "a word that the message begins with"),
        Parameter.required("message", ParameterType.ANY, "what to show"));
  }

  @Override
  public String mainKey() {
    return "sent";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    String channel = params.requiredText("channel").toUpperCase(Locale.ROOT);
    try {
      context.warn().accept("[" + channel + "] " + new Python().str(params.given("message")));
    } catch (TemplateException e) {
      throw new ActionException("the message cannot be shown: " + e.what(), e.fix(), e);
    }
    return Result.of("sent", true).map();
  }
}
