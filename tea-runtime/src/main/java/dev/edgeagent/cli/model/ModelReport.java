package dev.edgeagent.cli.model;

import dev.edgeagent.json.Json;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.MemoryBudget;
import dev.edgeagent.llm.MemoryPlan;
import dev.edgeagent.llm.ModelConfig;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.Sourced;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a GGUF file says of itself, and the memory that its model takes. */
public final class ModelReport {

  private static final int COLUMN = 16;

  private final Path path;
  private final String why;
  private final GgufFile gguf;
  private final ModelConfig config;
  private final MemoryBudget.Amount available;
  private final List<ContextPlan> plans;

  private ModelReport(
      Path path, String why, GgufFile gguf, ModelConfig config, MemoryBudget.Amount available) {
    this.path = path;
    this.why = why;
    this.gguf = gguf;
    this.config = config;
    this.available = available;
    this.plans = ContextPlan.of(gguf, config.trainedContext().value(), available.bytes());
  }

  /**
   * Reads the file's header.
   *
   * @param why this file
   * @param appImage that the process runs from; null if it does not
   * @throws ModelException if it is not a model
   */
  public static ModelReport of(Path path, String why, @Nullable Path appImage)
      throws ModelException {
    GgufFile gguf = GgufFile.open(path, appImage);
    return new ModelReport(path, why, gguf, ModelConfig.of(gguf), MemoryBudget.now());
  }

  /** A line for each value, with where it is from. */
  public String text() {
    var text = new StringBuilder();
    row(text, "file", path + " (" + why + ")");
    if (!gguf.file().equals(path)) {
      row(text, "bytes", gguf.size() + " at byte " + gguf.offset() + " of " + gguf.file());
    } else {
      row(text, "bytes", String.valueOf(gguf.size()));
    }
    row(text, "name", sourced(config.name()));
    row(text, "architecture", sourced(config.architecture()));
    row(text, "family", sourced(config.family()));
    row(text, "parameters", sourced(config.parameters()));
    row(text, "quantisation", sourced(config.quantisation()));
    row(text, "trained context", sourced(config.trainedContext()));
    row(text, "chat format", sourced(config.chatFormat()));
    config.bos().ifPresent(token -> row(text, "begins with", token(token)));
    config.eos().ifPresent(token -> row(text, "ends with", token(token)));
    config.sampling().forEach((name, value) -> row(text, name, sourced(value)));
    text.append("\nMemory: ").append(availableText()).append('\n');
    plans.forEach(plan -> text.append("  ").append(plan.text()).append('\n'));
    return text.toString();
  }

  private String availableText() {
    return available.bytes() == Long.MAX_VALUE
        ? "what is available is " + available.source()
        : MemoryPlan.mib(available.bytes()) + " " + available.source();
  }

  private static String token(ModelConfig.Token token) {
    return token.text() + " (" + token.id() + ")";
  }

  private static String sourced(Sourced<?> value) {
    return value.value() + " (" + value.source() + ")";
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append(name).repeat(' ', COLUMN - name.length()).append(value).append('\n');
  }

  /** The same as an object; sizes in bytes. */
  public String json() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("file", path.toString());
    map.put("why", why);
    map.put("bytes", gguf.size());
    map.put("name", object(config.name()));
    map.put("architecture", object(config.architecture()));
    map.put("family", object(config.family()));
    map.put("parameters", object(config.parameters()));
    map.put("quantisation", object(config.quantisation()));
    map.put("trained_context", object(config.trainedContext()));
    map.put("chat_format", object(config.chatFormat()));
    map.put("bos", config.bos().map(ModelReport::object).orElse(null));
    map.put("eos", config.eos().map(ModelReport::object).orElse(null));
    Map<String, Object> sampling = new LinkedHashMap<>();
    config.sampling().forEach((name, value) -> sampling.put(name, object(value)));
    map.put("sampling", sampling);
    map.put("available", available.bytes() == Long.MAX_VALUE ? null : available.bytes());
    map.put("memory", plans.stream().map(ContextPlan::asMap).toList());
    return Json.pretty(map) + "\n";
  }

  private static Map<String, Object> object(ModelConfig.Token token) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", token.id());
    map.put("text", token.text());
    return map;
  }

  private static Map<String, Object> object(Sourced<?> value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("value", value.value() instanceof Number n ? n : value.value().toString());
    map.put("source", value.source().name().toLowerCase(Locale.ROOT));
    return map;
  }
}
