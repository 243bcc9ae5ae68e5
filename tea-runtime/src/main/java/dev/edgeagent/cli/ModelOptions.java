package dev.edgeagent.cli;

import static dev.edgeagent.cli.CommandOption.Group.MODEL;
import static dev.edgeagent.cli.CommandOption.Group.OUTPUT;
import static dev.edgeagent.cli.CommandOption.Group.SAFETY;

import dev.edgeagent.llm.ApiSettings;
import dev.edgeagent.llm.BackendChoice;
import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.SamplingParams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The options of the commands that ask a model without a workflow. */
final class ModelOptions {

  private final Arguments arguments;

  ModelOptions(Arguments arguments) {
    this.arguments = arguments;
  }

  /** Who answers. */
  static List<CommandOption> choice() {
    return List.of(
        words("backend", RunOptions.BACKENDS, "who answers (auto)"),
        gguf(),
        value("model", "NAME", "what an API calls the model"));
  }

  static CommandOption gguf() {
    return CommandOption.value(
        MODEL, "", "gguf", "FILE", "the model", new Completion.Files(List.of("gguf")));
  }

  /** How the next token is chosen. */
  static List<CommandOption> sampling() {
    return List.of(
        value("temperature", "X", "0: the likeliest word always"),
        value("top-k", "N", "only so many of the likeliest tokens"),
        value("top-p", "X", "only the likeliest, up to this share"),
        value("min-p", "X", "none below this share of the likeliest"),
        value("seed", "N", "the same seed gives the same answer"),
        value("max-tokens", "N", "the longest answer (512)"));
  }

  /** How a local model is loaded and computes. */
  static List<CommandOption> computing() {
    return List.of(
        words("engine", LoadSettings.ENGINES, "what runs a local model (auto)"),
        value("n-ctx", "N", "tokens of context (what is needed)"),
        value("n-threads", "N", "threads (one for each core)"),
        value("n-batch", "N", "tokens of a prompt read at a time"),
        value("n-gpu-layers", "N", "layers that a GPU computes (0)"),
        words("kv-type", KvType.NAMES, "precision of the context (f16)"),
        CommandOption.flag(MODEL, "", "repack", "faster prompts for more memory"));
  }

  static CommandOption chatTemplate() {
    return CommandOption.value(
        MODEL,
        "",
        "chat-template",
        "FILE",
        "Jinja in place of the model's own",
        Completion.ANY_FILE);
  }

  /** What it may do and say. */
  static List<CommandOption> talk() {
    return List.of(
        CommandOption.flag(OUTPUT, "q", "quiet", "no warnings, no progress"),
        CommandOption.flag(OUTPUT, "v", "verbose", "the log of the model's engine on stderr"),
        CommandOption.flag(SAFETY, "", "offline", "no API, whatever is configured"),
        RunOptions.HELP);
  }

  /** Where no workflow says more. */
  BackendChoice backend() throws UsageException {
    return new BackendChoice(
        "auto",
        null,
        null,
        load(),
        ApiSettings.NONE.withModel(arguments.text("model").orElse(null)));
  }

  LoadSettings load() throws UsageException {
    String engine = arguments.word("engine", LoadSettings.ENGINES);
    Integer gpuLayers = integer("n-gpu-layers");
    try {
      return new LoadSettings(engine, gpuLayers == null ? 0 : gpuLayers, arguments.has("repack"));
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  LlmCallParams call() throws UsageException {
    Double temperature = number("temperature");
    Integer topK = integer("top-k");
    Double topP = number("top-p");
    Double minP = number("min-p");
    Integer seed = integer("seed");
    Integer maxTokens = integer("max-tokens");
    ContextSettings context = context();
    try {
      return LlmCallParams.DEFAULT
          .withSampling(new SamplingParams(temperature, topK, topP, minP, seed, null, null, null))
          .withMaxTokens(maxTokens)
          .withContext(context);
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  ContextSettings context() throws UsageException {
    Integer tokens = integer("n-ctx");
    Integer threads = integer("n-threads");
    Integer batch = integer("n-batch");
    KvType kvType = KvType.of(arguments.text("kv-type").isPresent() ? kvType() : "f16");
    String template = chatTemplateText();
    try {
      return new ContextSettings(
          tokens == null ? 0 : tokens,
          threads == null ? 0 : threads,
          batch == null ? 0 : batch,
          kvType,
          template);
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  private @Nullable String chatTemplateText() throws UsageException {
    Path file = arguments.path("chat-template").orElse(null);
    try {
      return file == null ? null : Files.readString(file);
    } catch (IOException e) {
      throw new UsageException(
          "--chat-template " + file + " cannot be read: " + e.getMessage(), "check the path");
    }
  }

  private String kvType() throws UsageException {
    return arguments.word("kv-type", KvType.NAMES);
  }

  /** The records name a setting as workflows do, at the start of their message. */
  static UsageException refused(IllegalArgumentException e) {
    String[] words = String.valueOf(e.getMessage()).split(" ", 2);
    String option = "--" + words[0].replace('_', '-').toLowerCase(Locale.ROOT);
    return new UsageException(
        option + " " + words[1], "leave out " + option + ", or give it such a value");
  }

  private @Nullable Integer integer(String option) throws UsageException {
    String text = arguments.text(option).orElse(null);
    try {
      return text == null ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new UsageException(
          "--" + option + " must be a whole number, got '" + text + "'", "--" + option + " 100");
    }
  }

  private @Nullable Double number(String option) throws UsageException {
    String text = arguments.text(option).orElse(null);
    try {
      return text == null ? null : Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw new UsageException(
          "--" + option + " must be a number, got '" + text + "'", "--" + option + " 0.7");
    }
  }

  private static CommandOption value(String name, String argument, String description) {
    return CommandOption.value(MODEL, "", name, argument, description, Completion.NONE);
  }

  private static CommandOption words(String name, List<String> words, String description) {
    return CommandOption.value(
        MODEL, "", name, String.join("|", words), description, new Completion.Words(words));
  }
}
