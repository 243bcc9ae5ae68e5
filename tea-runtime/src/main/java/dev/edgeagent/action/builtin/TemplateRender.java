package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import dev.edgeagent.template.Template;
import dev.edgeagent.template.TemplateException;
import dev.edgeagent.template.TemplateOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code template}: a template that is data, or in a file, filled in with {@code variables}, to
 * {@code text}. Not in the reference. Templates that stand in the workflow itself are filled in
 * before any action sees them, so {@code template} is usually {@code "{{ state.letter }}"}, or
 * there is a {@code path}. Names that are not among the variables are errors, as everywhere in
 * workflows.
 */
final class TemplateRender implements Action {

  @Override
  public String name() {
    return "template";
  }

  @Override
  public String description() {
    return "Fills in a template that is in the state or in a file.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.optional("template", ParameterType.TEXT, "the template; or give 'path'")
            .or("text"),
        Parameter.optional("path", ParameterType.TEXT, "a file with the template"),
        Parameter.optional("variables", ParameterType.MAP, "what the template's names stand for"));
  }

  @Override
  public String mainKey() {
    return "text";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    Map<String, Object> variables = variables(params);
    if (params.has("template") && params.has("path")) {
      throw new ActionException("both 'template' and 'path' are given", "give one of them");
    }
    String source;
    if (params.has("path")) {
      String path = TextFile.local(params.requiredText("path"));
      if (TextFile.isRemote(path)) {
        return TextFile.remote(path);
      }
      try {
        source = TextFile.read(context.permissions().file(path), StandardCharsets.UTF_8);
      } catch (IOException e) {
        return TextFile.failure(e, "File", path, "read_error");
      }
    } else {
      source = params.requiredText("template");
    }
    try {
      return Result.of("text", Template.parse(source, TemplateOptions.workflow()).render(variables))
          .success();
    } catch (TemplateException e) {
      throw new ActionException("the template: " + e.getMessage(), e.fix(), e);
    }
  }

  private static Map<String, Object> variables(Params params) throws ActionException {
    Map<String, Object> variables = new LinkedHashMap<>();
    switch (params.value("variables")) {
      case null -> {}
      case Map<?, ?> map -> map.forEach((name, value) -> variables.put("" + name, value));
      default -> throw params.wrong("variables", "a map from names to values");
    }
    return variables;
  }
}
