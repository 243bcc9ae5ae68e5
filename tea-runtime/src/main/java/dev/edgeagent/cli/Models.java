package dev.edgeagent.cli;

import dev.edgeagent.llm.Backends;
import dev.edgeagent.llm.LocalEngine;
import dev.edgeagent.llm.LocalEngines;
import dev.edgeagent.llm.LocalModels;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.ModelLocator;
import dev.edgeagent.llm.api.OpenAiApi;
import dev.edgeagent.llm.jllama.JllamaEngine;
import dev.edgeagent.llm.llamacpp.LlamaCppEngine;
import dev.edgeagent.workflow.NearestName;
import dev.edgeagent.workflow.WorkflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What answers {@code llm.*} in a run: {@code --backend} and {@code --gguf}. */
final class Models {

  private Models() {}

  /**
   * Loads nothing yet.
   *
   * @param warn takes one warning at a time
   * @param log takes one line of the engine's log at a time, if {@code --verbose} wants it
   */
  static Backends open(
      Arguments arguments, Context context, Consumer<String> warn, Consumer<String> log)
      throws WorkflowException {
    String appImage = context.environment().get("APPIMAGE");
    return new Backends(
        locator(arguments, context, warn),
        new LocalModels(
            engines(context, arguments.has("verbose") ? log : Models::drop),
            appImage == null ? null : Path.of(appImage)),
        new OpenAiApi(context.environment(), warn),
        backend(arguments),
        arguments.has("offline"),
        warn);
  }

  /** Finds the model that {@link #open} would load. */
  static ModelLocator locator(Arguments arguments, Context context, Consumer<String> warn)
      throws WorkflowException {
    return new ModelLocator(context.environment(), gguf(arguments, context), warn);
  }

  private static LocalEngine engines(Context context, Consumer<String> log) {
    Path natives = natives(context);
    return new LocalEngines(
        new LlamaCppEngine(natives, log),
        Files.isDirectory(natives),
        new JllamaEngine(context.environment(), log));
  }

  /**
   * What wins over the workflow's choice; null if it may choose. A model is a local one.
   *
   * @throws WorkflowException if there is none of that name: not a usage error, because the
   *     reference's exit code is 1 here
   */
  static @Nullable String backend(Arguments arguments) throws WorkflowException {
    String backend = arguments.text("backend").orElse(arguments.has("gguf") ? "local" : null);
    if (backend == null || RunOptions.BACKENDS.contains(backend)) {
      return backend;
    }
    throw new WorkflowException(
        null,
        "--backend must be one of: " + String.join(", ", RunOptions.BACKENDS) + ". Got: " + backend,
        NearestName.fix(backend, RunOptions.BACKENDS, "give one of them, or leave out --backend"));
  }

  private static @Nullable Path gguf(Arguments arguments, Context context)
      throws WorkflowException {
    String given = arguments.text("gguf").orElse(null);
    if (given == null) {
      return null;
    }
    Path file = Path.of(ModelLocator.expanded(given, context.environment()));
    if (Files.isRegularFile(file)) {
      return file;
    }
    throw new WorkflowException(
        null,
        "GGUF file not found: " + file,
        Files.isDirectory(file)
            ? "it is a directory: give a file in it"
            : "check the path after --gguf");
  }

  /**
   * {@code -Dtea.natives} where the build or the AppImage sets it, else the AppImage's place for
   * libraries.
   */
  static Path natives(Context context) {
    return Path.of(System.getProperty("tea.natives", context.variable("APPDIR") + "/usr/lib"));
  }

  private static void drop(String line) {}

  /** In the form of a command's errors. */
  static WorkflowException failure(ModelException e) {
    return new WorkflowException(null, String.valueOf(e.getMessage()), e.fix(), e);
  }
}
