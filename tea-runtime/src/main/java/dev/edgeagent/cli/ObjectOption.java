package dev.edgeagent.cli;

import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import dev.edgeagent.workflow.Position;
import dev.edgeagent.workflow.WorkflowException;
import dev.edgeagent.workflow.YamlValues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An option whose value is an object of keys and values: {@code JSON}, {@code @FILE.json},
 * {@code @FILE.yaml} or {@code -}.
 *
 * @param name with the dashes, for messages
 * @param noun what messages call the value
 * @param example for messages
 * @param secret whether messages must not quote the value
 */
record ObjectOption(String name, String noun, String example, boolean secret) {

  static final ObjectOption INPUT =
      new ObjectOption("--input", "input", "'{\"question\": \"What is 2+2?\"}'", false);

  static final ObjectOption SECRETS =
      new ObjectOption("--secrets", "secrets", "@secrets.json", true);

  /**
   * @param stdin what {@code -} reads
   * @throws WorkflowException with its place, if it is not an object
   */
  @SuppressWarnings("unchecked") // the keys of JSON's and YAML's maps are strings
  Map<String, Object> read(String value, InputStream stdin) throws WorkflowException {
    boolean isFile = value.startsWith("@");
    String source = name;
    String text = value;
    if (isFile || value.equals("-")) {
      source = isFile ? value.substring(1) : "stdin";
      try {
        text = decoded(source, isFile ? Files.readAllBytes(path(source)) : stdin.readAllBytes());
      } catch (IOException e) {
        throw new WorkflowException(
            null,
            "%s %s cannot be read: %s"
                .formatted(
                    noun, source, e instanceof NoSuchFileException ? "no such file" : e.toString()),
            "check the path after " + name + " @",
            e);
      }
    }
    if (parsed(source, text) instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new WorkflowException(
        new Position(source, 1, 1), "the " + noun + " is not " + kind(source), fix());
  }

  private @Nullable Object parsed(String source, String text) throws WorkflowException {
    if (isYaml(source)) {
      return YamlValues.parse(source, text);
    }
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      throw new WorkflowException(
          new Position(source, e.line(), e.column()),
          "not valid JSON" + (secret ? "" : ": " + e.getMessage()),
          fix(),
          secret ? null : e);
    }
  }

  private Path path(String source) throws WorkflowException {
    try {
      return Path.of(source);
    } catch (InvalidPathException e) {
      throw new WorkflowException(
          null,
          noun + " '" + source + "' is not a path here: " + e.getReason(),
          "check the path after " + name + " @",
          e);
    }
  }

  private String decoded(String source, byte[] bytes) throws WorkflowException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new WorkflowException(
          new Position(source, 1, 1), "not UTF-8 text", "save the " + noun + " as UTF-8", e);
    }
  }

  private static boolean isYaml(String source) {
    return source.endsWith(".yaml") || source.endsWith(".yml");
  }

  private static String kind(String source) {
    return isYaml(source) ? "a map of keys and values" : "a JSON object";
  }

  private String fix() {
    return "give a JSON object, such as " + name + " " + example;
  }
}
