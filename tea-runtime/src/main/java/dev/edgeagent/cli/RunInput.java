package dev.edgeagent.cli;

import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import dev.edgeagent.workflow.Position;
import dev.edgeagent.workflow.WorkflowException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state that a run begins with: {@code --input JSON}, {@code --input @FILE} or {@code --input
 * -}.
 */
final class RunInput {

  private static final String EXAMPLE =
      "give a JSON object, such as --input '{\"question\": \"What is 2+2?\"}'";

  private RunInput() {}

  @SuppressWarnings("unchecked") // a JSON object's keys are strings
  static Map<String, Object> read(@Nullable String input, InputStream stdin)
      throws WorkflowException {
    if (input == null) {
      return Map.of();
    }
    String source =
        input.equals("-") ? "stdin" : input.startsWith("@") ? input.substring(1) : "--input";
    try {
      Object value = Json.parse(text(input, stdin));
      if (value instanceof Map<?, ?> map) {
        return (Map<String, Object>) map;
      }
      throw new WorkflowException(
          new Position(source, 1, 1), "the input is not a JSON object", EXAMPLE);
    } catch (JsonException e) {
      throw new WorkflowException(
          new Position(source, e.line(), e.column()),
          "not valid JSON: " + e.getMessage(),
          EXAMPLE,
          e);
    } catch (IOException e) {
      throw new WorkflowException(
          null,
          "input " + source + " cannot be read: " + e.getMessage(),
          "check the path after --input @",
          e);
    }
  }

  private static String text(String input, InputStream stdin)
      throws IOException, WorkflowException {
    if (!input.equals("-") && !input.startsWith("@")) {
      return input;
    }
    String source = input.equals("-") ? "stdin" : input.substring(1);
    byte[] bytes = input.equals("-") ? stdin.readAllBytes() : Files.readAllBytes(Path.of(source));
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new WorkflowException(
          new Position(source, 1, 1), "not UTF-8 text", "save the input as UTF-8", e);
    }
  }
}
