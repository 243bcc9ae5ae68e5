package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code file.delete}: removes a file, a link (not what it leads to) or an empty directory. {@code
 * deleted} is false if there was none, which is no failure.
 */
final class FileDelete implements Action {

  @Override
  public String name() {
    return "file.delete";
  }

  @Override
  public String description() {
    return "Deletes a file or an empty directory.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.required("path", ParameterType.TEXT, "the file"));
  }

  @Override
  public String mainKey() {
    return "deleted";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    String path = TextFile.local(params.requiredText("path"));
    Path file = context.permissions().entry(path);
    try {
      return Result.of("deleted", Files.deleteIfExists(file)).and("path", path).success();
    } catch (DirectoryNotEmptyException e) {
      return Result.failure("Directory not empty: " + path, "not_empty");
    } catch (IOException e) {
      return TextFile.failure(e, "File", path, "delete_error");
    }
  }
}
