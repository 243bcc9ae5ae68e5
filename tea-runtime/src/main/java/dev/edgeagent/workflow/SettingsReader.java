package dev.edgeagent.workflow;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code settings} and {@code config}. */
final class SettingsReader {

  private static final Set<String> SETTINGS =
      Set.of("llm", "max_iterations", "allow_cycles", "error_handling", "parallel", "memory");

  /** What the references know and tea does not: said, but no error. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "auto_trace",
          "trace_exporter",
          "trace_file",
          "trace_format",
          "auto_trace_llm_payloads",
          "ltm",
          "secrets",
          "session",
          "firestore",
          "graph",
          "memory_infrastructure",
          "shell_providers",
          "opik",
          "rate_limiters");

  /** What the llm actions take, but for the conversation. */
  private static final Set<String> LLM =
      Set.of(
          "backend",
          "model_path",
          "engine",
          "n_ctx",
          "n_threads",
          "n_batch",
          "n_gpu_layers",
          "kv_type",
          "repack",
          "provider",
          "model",
          "deployment",
          "api_base",
          "api_url",
          "api_key",
          "api_version",
          "timeout",
          "max_retries",
          "max_tokens",
          "temperature",
          "top_k",
          "top_p",
          "min_p",
          "seed",
          "repeat_penalty",
          "frequency_penalty",
          "presence_penalty",
          "stop",
          "response_format",
          "grammar",
          "chat_template",
          "chat_format");

  private static final Set<String> PARALLEL = Set.of("strategy", "max_workers");
  private static final Set<String> MEMORY = Set.of("backend", "path");
  private static final Set<String> CONFIG =
      Set.of(
          "raise_exceptions",
          "checkpoint_dir",
          "checkpoint",
          "interrupt_before",
          "interrupt_after");

  private final Problems problems;

  SettingsReader(Problems problems) {
    this.problems = problems;
  }

  Settings settings(YamlMap document) throws WorkflowException {
    YamlMap settings = document.section("settings");
    for (String key : ELSEWHERE) {
      if (settings.has(key)) {
        problems.warn(
            settings.keyPosition(key), "settings." + key + " is not supported and ignored", "");
      }
    }
    settings.without(ELSEWHERE).warnOfUnknown(SETTINGS, problems);
    settings.section("llm").warnOfUnknown(LLM, problems);
    settings.section("memory").warnOfUnknown(MEMORY, problems);
    YamlMap parallel = settings.section("parallel");
    parallel.warnOfUnknown(PARALLEL, problems);
    Integer limit = settings.integer("max_iterations", 1, Integer.MAX_VALUE);
    return new Settings(
        document.map("settings"),
        limit == null ? Settings.DEFAULT_MAX_ITERATIONS : limit,
        settings.flag("allow_cycles", true),
        parallel.integer("max_workers", 1, Integer.MAX_VALUE),
        memoryFile(settings.section("memory")),
        settings.section("llm").places());
  }

  private static @Nullable String memoryFile(YamlMap memory) throws WorkflowException {
    return switch (memory.string("backend")) {
      case null -> memory.string("path");
      case "process" -> null;
      case "file" -> memory.requiredString("path", "name the file: 'path: memory.json'");
      case String other ->
          throw new WorkflowException(
              memory.position("backend"),
              "there is no memory backend '" + other + "'",
              NearestName.fix(other, List.of("process", "file")));
    };
  }

  /**
   * {@code settings.error_handling}: what becomes of errors in nodes that do not say it themselves.
   */
  Node.Failure errorHandling(YamlMap document) throws WorkflowException {
    YamlMap settings = document.section("settings");
    return settings.value("error_handling") == null
        ? Node.Failure.RAISE
        : new FailureReader(problems, Node.Failure.RAISE)
            .errorHandling(settings.section("error_handling"));
  }

  Config config(YamlMap document) throws WorkflowException {
    YamlMap config = document.section("config");
    config.warnOfUnknown(CONFIG, problems);
    return new Config(
        config.names("interrupt_before"),
        config.names("interrupt_after"),
        config.string("checkpoint_dir"));
  }
}
