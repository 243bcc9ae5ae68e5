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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code json.stringify}: {@code data} to JSON {@code text} as Python's json.dumps writes it: on
 * one line with a space after commas and colons, or indented; what is not ASCII as {@code \}{@code
 * uXXXX}.
 *
 * <p>NaN and infinity are no JSON: {@code success: false}. (The reference writes them bare.)
 */
final class JsonStringify implements Action {

  private static final int MAX_INDENT = 100;

  @Override
  public String name() {
    return "json.stringify";
  }

  @Override
  public String description() {
    return "Writes data as JSON text.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required("data", ParameterType.ANY, "what to write").or("input"),
        Parameter.optional("indent", ParameterType.ANY, "spaces of indentation, or a text"),
        Parameter.optional("sort_keys", ParameterType.BOOLEAN, "true to sort the keys of maps"),
        Parameter.optional("pretty", ParameterType.BOOLEAN, "true for indent: 2"));
  }

  @Override
  public String mainKey() {
    return "text";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    Object data = params.given("data");
    try {
      JsonValues.check(data);
      String text = new Python().json(data, indent(params), params.flag("sort_keys", false));
      return Result.of("text", text).success();
    } catch (IllegalArgumentException | TemplateException e) {
      String what = e instanceof TemplateException t ? t.what() : e.getMessage();
      return Result.failure("JSON serialization error: " + what, "serialize");
    }
  }

  private static @Nullable String indent(Params params) throws ActionException {
    Object indent = params.value("indent");
    if (indent == null) {
      return params.flag("pretty", false) ? "  " : null;
    }
    if (indent instanceof String text && text.isBlank()) {
      return text;
    }
    int spaces = params.integer("indent").orElse(0);
    if (spaces > MAX_INDENT) {
      throw params.wrong("indent", "at most " + MAX_INDENT);
    }
    return " ".repeat(Math.max(0, spaces));
  }
}
