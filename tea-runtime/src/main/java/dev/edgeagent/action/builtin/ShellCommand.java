package dev.edgeagent.action.builtin;

import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Params;
import dev.edgeagent.action.Permissions;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code shell.run} runs.
 *
 * @param command a program and its arguments
 * @param environment added to that of this process
 * @param input for stdin; may be empty
 * @param seconds after which it is ended
 */
record ShellCommand(
    List<String> command,
    Path directory,
    Map<String, String> environment,
    String input,
    double seconds) {

  private static final double DEFAULT_SECONDS = 300;
  private static final double MAX_SECONDS = 7 * 86_400;

  static ShellCommand of(Params params, Permissions permissions) throws ActionException {
    double seconds = params.number("timeout").orElse(DEFAULT_SECONDS);
    if (seconds <= 0 || seconds > MAX_SECONDS) {
      throw params.wrong("timeout", "a number of seconds, more than 0 and up to a week");
    }
    return new ShellCommand(
        command(params),
        directory(params, permissions),
        environment(params),
        params.text("input").orElse(""),
        seconds);
  }

  /**
   * Runs it to its end.
   *
   * @return {@code stdout}, {@code stderr}, {@code exit_code}, {@code success}
   * @throws ActionException if it cannot be started, takes too long, or writes too much; it is
   *     ended then
   * @throws InterruptedException at once; it is ended then
   */
  Map<String, Object> run() throws ActionException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    try (ProcessRun run = started(builder)) {
      int exitCode = run.await(seconds);
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("stdout", run.stdout());
      result.put("stderr", run.stderr());
      result.put("exit_code", (long) exitCode);
      result.put("success", exitCode == 0);
      return result;
    }
  }

  private ProcessRun started(ProcessBuilder builder) throws ActionException, InterruptedException {
    try {
      return ProcessRun.start(builder, input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ActionException(
          "'" + command.getFirst() + "' cannot be run: " + e.getMessage(),
          "check that it is installed and may be executed; a long text goes into 'input'",
          e);
    }
  }

  private static List<String> command(Params params) throws ActionException {
    if (!(params.value("command") instanceof List<?> list)) {
      String text = params.requiredText("command");
      if (text.isBlank()) {
        throw params.wrong("command", "a command");
      }
      return List.of("/bin/sh", "-c", passable("command", text));
    }
    List<String> command = new ArrayList<>();
    for (Object item : list) {
      command.add(passable("command", scalar("command", item)));
    }
    if (command.isEmpty() || command.getFirst().isBlank()) {
      throw params.wrong("command", "a program and its arguments");
    }
    return command;
  }

  private static Path directory(Params params, Permissions permissions) throws ActionException {
    if (!params.has("cwd")) {
      return permissions.workingDirectory();
    }
    String name = params.requiredText("cwd");
    Path directory = permissions.file(name);
    if (!Files.isDirectory(directory)) {
      throw new ActionException(
          "'cwd' is " + name + ", which is no directory", "make it, or correct 'cwd'");
    }
    return directory;
  }

  private static Map<String, String> environment(Params params) throws ActionException {
    Map<String, String> environment = new LinkedHashMap<>();
    switch (params.value("env")) {
      case null -> {}
      case Map<?, ?> map -> {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          String name = passable("env", String.valueOf(entry.getKey()));
          if (name.isEmpty() || name.contains("=")) {
            throw new ActionException(
                "'" + name + "' cannot be the name of a variable", "correct it under 'env:'");
          }
          String what = "env." + name;
          environment.put(name, passable(what, scalar(what, entry.getValue())));
        }
      }
      default ->
          throw new ActionException(
              "parameter 'env' must be a map of names and texts", "correct it under 'with:'");
    }
    return environment;
  }

  private static String scalar(String what, @Nullable Object value) throws ActionException {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    throw new ActionException(
        "every value in '" + what + "' must be a text" + (value == null ? ", got nothing" : ""),
        value == null
            ? "check the names in the template"
            : "correct it under 'with:', or pass data as JSON: {{ ... | tojson }}");
  }

  /**
   * Java hands arguments over in the locale's encoding, with a question mark for what it has not.
   */
  private static String passable(String what, String text) throws ActionException {
    if (text.indexOf('\0') >= 0) {
      throw new ActionException(
          "'" + what + "' holds a NUL character, which no program can be given",
          "leave it out, or pass the text as 'input'");
    }
    String locale = System.getProperty("sun.jnu.encoding", "UTF-8");
    if (!Charset.forName(locale).newEncoder().canEncode(text)) {
      throw new ActionException(
          "'" + what + "' holds characters that the locale's encoding, " + locale + ", has not",
          "set LC_ALL=C.UTF-8, or pass the text as 'input'");
    }
    return text;
  }
}
