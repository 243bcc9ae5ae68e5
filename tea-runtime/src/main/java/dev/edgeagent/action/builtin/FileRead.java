package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code file.read}: the text of a file as {@code content}, byte for byte but for a mark at the
 * beginning that {@code encoding: utf-8-sig} drops. With {@code parse_json}, content that is JSON
 * becomes data.
 */
final class FileRead implements Action {

  @Override
  public String name() {
    return "file.read";
  }

  @Override
  public String description() {
    return "Reads a text file.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required("path", ParameterType.TEXT, "the file"),
        Parameter.optional("encoding", ParameterType.TEXT, "of the file, utf-8 if not given"),
        Parameter.optional(
            "parse_json", ParameterType.BOOLEAN, "true to read content that is JSON as data"));
  }

  @Override
  public String mainKey() {
    return "content";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    String path = TextFile.local(params.requiredText("path"));
    String encoding = params.text("encoding").orElse("utf-8");
    Charset charset = TextFile.charset(encoding);
    boolean json = params.flag("parse_json", false);
    if (TextFile.isRemote(path)) {
      return TextFile.remote(path);
    }
    Path file = context.permissions().file(path);
    try {
      String text = TextFile.read(file, charset);
      if (encoding.strip().endsWith("-sig") && text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      return Result.of("content", json ? data(text) : text).success();
    } catch (IOException e) {
      return TextFile.failure(e, "File", path, "read_error");
    }
  }

  private static @Nullable Object data(String text) {
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      return text; // as in the reference: no JSON is no error here
    }
  }
}
