package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import dev.edgeagent.file.AtomicFile;
import dev.edgeagent.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code file.write}: {@code content} into a file, whole or not at all; directories above it are
 * created. A map or list is written as JSON, as by the Rust reference.
 */
final class FileWrite implements Action {

  @Override
  public String name() {
    return "file.write";
  }

  @Override
  public String description() {
    return "Writes a text file, replacing what it held.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required("path", ParameterType.TEXT, "the file"),
        Parameter.required("content", ParameterType.ANY, "a text; anything else becomes JSON"),
        Parameter.optional("encoding", ParameterType.TEXT, "of the file, utf-8 if not given"));
  }

  @Override
  public String mainKey() {
    return "path";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    String path = TextFile.local(params.requiredText("path"));
    Object content = params.given("content");
    Charset charset = TextFile.charset(params.text("encoding").orElse("utf-8"));
    if (TextFile.isRemote(path)) {
      return TextFile.remote(path);
    }
    if (content == null) {
      return Result.failure("content has no value: nothing is written to " + path, "write_error");
    }
    Path file = context.permissions().file(path);
    try {
      AtomicFile.write(
          file, encode(content instanceof String s ? s : Json.pretty(content), charset));
      return Result.of("path", path).success();
    } catch (CharacterCodingException e) {
      return Result.failure(
          "content has a character that " + charset.name() + " has not", "write_error");
    } catch (IllegalArgumentException e) {
      return Result.failure("content is not JSON: " + e.getMessage(), "write_error");
    } catch (IOException e) {
      return TextFile.failure(e, "Path", path, "write_error");
    }
  }

  private static byte[] encode(String text, Charset charset) throws CharacterCodingException {
    ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return bytes;
  }
}
