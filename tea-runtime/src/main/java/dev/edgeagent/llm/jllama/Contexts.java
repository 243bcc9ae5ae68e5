package dev.edgeagent.llm.jllama;

import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.CacheType;
import de.kherud.llama.args.PoolingType;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.llamacpp.Architecture;
import dev.edgeagent.llm.llamacpp.ContextPlan;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A model as de.kherud loads it: together with one context. The library never gives the memory
 * back, not even when it is closed, so each context stays for later calls that it does for.
 */
final class Contexts implements AutoCloseable {

  private static final int ALL_LAYERS = 9999;

  private final GgufFile gguf;
  private final ContextPlan plan;
  private final int gpuLayers;
  private final Map<Shape, LlamaModel> loaded = new LinkedHashMap<>();

  /**
   * @param gpuLayers as in {@code LoadSettings}
   */
  Contexts(GgufFile gguf, ContextPlan plan, int gpuLayers) {
    this.gguf = gguf;
    this.plan = plan;
    this.gpuLayers = gpuLayers < 0 ? ALL_LAYERS : gpuLayers;
  }

  /**
   * The smallest context that does for a prompt and its answer; where memory is short and the size
   * is not the user's, one with room for the prompt and a part of the answer.
   *
   * @throws ModelException if it does not fit into the memory, or llama.cpp cannot make it
   */
  Shape shape(Shape wanted, int promptTokens, boolean isChosen) throws ModelException {
    Optional<Shape> known = known(wanted);
    if (known.isPresent()) {
      return known.get();
    }
    int affordable = plan.affordable(wanted.planned(), promptTokens, isChosen, 0);
    Optional<Shape> smaller =
        loaded.keySet().stream()
            .filter(one -> one.resembles(wanted) && one.tokens() > promptTokens)
            .filter(one -> affordable < wanted.tokens() && one.tokens() >= affordable)
            .findFirst();
    return smaller.orElse(wanted.withTokens(affordable));
  }

  /** The model with just this context; loaded, if it is not yet. */
  LlamaModel get(Shape shape) throws ModelException {
    LlamaModel model = loaded.get(shape);
    if (model == null) {
      model = load(shape);
      loaded.put(shape, model);
    }
    return model;
  }

  private Optional<Shape> known(Shape wanted) {
    return loaded.keySet().stream()
        .filter(one -> one.includes(wanted))
        .min(Comparator.comparingInt(Shape::tokens));
  }

  private LlamaModel load(Shape shape) throws ModelException {
    try {
      return new LlamaModel(parameters(shape));
    } catch (RuntimeException e) { // de.kherud's own is not public
      throw new ModelException(
          "model %s: engine 'jllama' cannot load it with n_ctx %d and kv_type %s; it does not tell why"
              .formatted(gguf.name(), shape.tokens(), shape.kvType()),
          "use engine: llamacpp, which does; here check whether memory is short, whether the file"
              + " is newer than llama.cpp b4916 (March 2025), and its SHA-256",
          e);
    }
  }

  private ModelParameters parameters(Shape shape) {
    var parameters =
        new ModelParameters()
            .disableLog() // which would go to stderr, past us
            .disablePerf()
            .setModel(gguf.file().toAbsolutePath().toString())
            .setChatTemplate("chatml") // not used, but it would read the model's at once
            .skipWarmup()
            .setParallel(1)
            .disableContextShift()
            .setCtxSize(shape.tokens())
            .setThreads(shape.threads())
            .setThreadsBatch(shape.threads())
            .setBatchSize(shape.batchTokens())
            .setUbatchSize(shape.batchTokens())
            .setCacheTypeK(cacheType(shape.kvType()))
            .setCacheTypeV(cacheType(shape.kvType()));
    if (gpuLayers > 0) {
      parameters.setGpuLayers(gpuLayers);
    }
    if (shape.kvType() == KvType.Q8_0 || shape.kvType() == KvType.Q4_0) {
      parameters.enableFlashAttn(); // llama.cpp reads quantised values only there
    }
    if (shape.embeds()) {
      parameters.enableEmbedding();
      if (new Architecture(gguf).embeddingPooling() == Architecture.MEAN) {
        parameters.setPoolingType(PoolingType.MEAN);
      }
    }
    return parameters;
  }

  private static CacheType cacheType(KvType type) {
    return CacheType.valueOf(type.name());
  }

  @Override
  public void close() {
    loaded.values().forEach(LlamaModel::close);
    loaded.clear();
  }
}
