package dev.edgeagent.cli.model;

import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.MemoryPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The memory that a model takes with a context.
 *
 * @param tokens of the context
 * @param isFitting whether so much is available
 */
record ContextPlan(int tokens, MemoryPlan memory, boolean isFitting) {

  private static final List<Integer> USUAL = List.of(4096, 8192, 32768);

  /**
   * For the usual contexts, up to the one that the model was trained with.
   *
   * @param trained in tokens
   * @param available in bytes
   */
  static List<ContextPlan> of(GgufFile gguf, long trained, long available) {
    var contexts = new TreeSet<Integer>(List.of(Math.clamp(trained, 1, Integer.MAX_VALUE)));
    USUAL.stream().filter(tokens -> tokens < trained).forEach(contexts::add);
    return contexts.stream()
        .map(
            tokens -> {
              MemoryPlan plan = MemoryPlan.of(gguf, tokens, KvType.F16, false);
              return new ContextPlan(tokens, plan, plan.total() <= available);
            })
        .toList();
  }

  /** {@code 4096 tokens: 1474 MiB (weights 1020 MiB, ...)}. */
  String text() {
    return tokens
        + " tokens: "
        + MemoryPlan.mib(memory.total())
        + " ("
        + memory
        + ")"
        + (isFitting ? "" : ", more than there is");
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("n_ctx", tokens);
    map.put("bytes", memory.total());
    map.put("weights", memory.weights());
    map.put("kv_cache", memory.kvCache());
    map.put("compute", memory.compute());
    map.put("java", memory.jvm());
    map.put("fits", isFitting);
    return map;
  }
}
