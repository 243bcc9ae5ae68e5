package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code file.exists}: whether there is such a file or directory, links followed. */
final class FileExists implements Action {

  @Override
  public String name() {
    return "file.exists";
  }

  @Override
  public String description() {
    return "Tells whether a file or directory exists.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.required("path", ParameterType.TEXT, "the file or directory"));
  }

  @Override
  public String mainKey() {
    return "exists";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    Path file = context.permissions().file(TextFile.local(params.requiredText("path")));
    return Result.of("exists", Files.exists(file))
        .and("is_file", Files.isRegularFile(file))
        .and("is_dir", Files.isDirectory(file))
        .map();
  }
}
