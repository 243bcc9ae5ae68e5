package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * {@code file.list}: what is in a directory, by name: {@code files: [{name, path, is_file,
 * is_dir}]}. A {@code pattern} is a part of the name, or if it has a star, a question mark or a
 * bracket, the whole of it.
 */
final class FileList implements Action {

  @Override
  public String name() {
    return "file.list";
  }

  @Override
  public String description() {
    return "Lists a directory.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required("path", ParameterType.TEXT, "the directory"),
        Parameter.optional(
            "pattern", ParameterType.TEXT, "a part of the names, or a pattern such as *.txt"));
  }

  @Override
  public String mainKey() {
    return "files";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    String path = TextFile.local(params.requiredText("path"));
    Predicate<Path> wanted = wanted(params);
    Path directory = context.permissions().file(path);
    List<Path> names = new ArrayList<>();
    try (Stream<Path> entries = Files.list(directory)) {
      entries.map(Path::getFileName).filter(wanted).sorted().forEach(names::add);
    } catch (IOException e) {
      return TextFile.failure(e, "Directory", path, "read_error");
    }
    List<Object> files = new ArrayList<>();
    for (Path name : names) {
      Path file = directory.resolve(name);
      files.add(
          Result.of("name", name.toString())
              .and("path", Path.of(path).resolve(name).toString())
              .and("is_file", Files.isRegularFile(file))
              .and("is_dir", Files.isDirectory(file))
              .map());
    }
    return Result.of("files", files).success();
  }

  private static Predicate<Path> wanted(Params params) throws ActionException {
    String pattern = params.text("pattern").orElse("");
    if (!pattern.matches(".*[*?\\[{].*")) {
      return name -> name.toString().contains(pattern);
    }
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern)::matches;
    } catch (PatternSyntaxException e) {
      throw params.wrong("pattern", "a pattern such as *.txt");
    }
  }
}
