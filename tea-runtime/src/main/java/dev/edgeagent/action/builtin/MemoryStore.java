package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * {@code memory.store}: keeps a value by namespace and key, for {@code ttl} seconds or for good.
 */
final class MemoryStore implements Action {

  static final String DEFAULT_NAMESPACE = "default";

  /** Some 30,000 years. */
  private static final double MAX_TTL = 1e12;

  @Override
  public String name() {
    return "memory.store";
  }

  @Override
  public String description() {
    return "Keeps a value under a key.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required("key", ParameterType.TEXT, "the key"),
        Parameter.required("value", ParameterType.ANY, "what to keep"),
        Parameter.optional(
            "ttl", ParameterType.NUMBER, "seconds until it is forgotten; never if not given"),
        Parameter.optional("namespace", ParameterType.TEXT, "keeps keys of one name apart"));
  }

  @Override
  public String mainKey() {
    return "stored";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    if (params.given("key") == null) {
      return Result.of("stored", false).and("key", null).and("error", "Key is required").map();
    }
    String key = params.requiredText("key");
    Object value = params.given("value");
    String namespace = params.text("namespace").orElse(DEFAULT_NAMESPACE);
    context.memory().store(namespace, key, value, timeToLive(params));
    return Result.of("stored", true).and("key", key).and("namespace", namespace).map();
  }

  private static @Nullable Duration timeToLive(Params params) throws ActionException {
    OptionalDouble seconds = params.number("ttl");
    if (seconds.isEmpty()) {
      return null;
    }
    if (Math.abs(seconds.getAsDouble()) > MAX_TTL) {
      throw params.wrong("ttl", "a number of seconds up to 1e12");
    }
    return Duration.ofMillis(Math.round(seconds.getAsDouble() * 1000));
  }
}
