package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.LocalEngine;
import dev.edgeagent.llm.MemoryBudget;
import dev.edgeagent.llm.MemoryPlan;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.local.Architecture;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The bundled engine: llama.cpp in this process, models mapped from where they are. */
public final class LlamaCppEngine implements LocalEngine {

  private final Path directory;
  private final Consumer<String> verbose;
  private final Supplier<MemoryBudget.Amount> budget;

  /**
   * @param directory of llama.cpp's shared libraries; looked at when the first model is loaded
   * @param verbose takes llama.cpp's own log, line by line
   */
  public LlamaCppEngine(Path directory, Consumer<String> verbose) {
    this(directory, verbose, MemoryBudget::now);
  }

  /**
   * @param budget what the process may still take
   */
  LlamaCppEngine(Path directory, Consumer<String> verbose, Supplier<MemoryBudget.Amount> budget) {
    this.directory = directory;
    this.verbose = verbose;
    this.budget = budget;
  }

  @Override
  public LlmBackend load(GgufFile gguf, LoadSettings settings) throws ModelException {
    long start = System.nanoTime();
    LlamaLibrary library = LlamaLibrary.load(directory, verbose);
    new Architecture(gguf).requireUsable();
    gguf.requireSaneArchitecture();
    requireMemory(gguf, settings);
    verbose.accept(
        "model %s: %d bytes at byte %d of %s"
            .formatted(gguf.name(), gguf.size(), gguf.offset(), gguf.file()));
    MemorySegment model = model(library, gguf, settings);
    double loadMs = (System.nanoTime() - start) / 1e6;
    return new LlamaCppBackend(library, gguf, model, budget, loadMs);
  }

  /**
   * Before gigabytes are read: whether the model fits with the least context that can be asked for.
   */
  private void requireMemory(GgufFile gguf, LoadSettings settings) throws ModelException {
    MemoryBudget.Amount amount = budget.get();
    MemoryPlan plan = MemoryPlan.of(gguf, MemoryPlan.STEP, KvType.F16, settings.repack());
    if (plan.total() > amount.bytes()) {
      throw new ModelException(
          "model %s needs at least %s (%s), and %s are %s"
              .formatted(
                  gguf.name(),
                  MemoryPlan.mib(plan.total()),
                  plan,
                  MemoryPlan.mib(amount.bytes()),
                  amount.source()),
          plan.repacked() > 0
              ? "leave out repack, free memory, or use a smaller model"
              : "free memory, or use a smaller model");
    }
  }

  private static MemorySegment model(LlamaLibrary library, GgufFile gguf, LoadSettings settings)
      throws ModelException {
    LlamaApi api = library.api();
    library.log().takeErrors();
    try (Arena arena = Arena.ofConfined();
        CFile file = CFile.open(gguf.file(), gguf.offset())) {
      MemorySegment params = api.modelDefaultParams(arena);
      params.set(ValueLayout.JAVA_INT, LlamaStructs.ModelParams.N_GPU_LAYERS, settings.gpuLayers());
      // Repacked weights are faster for some types, but are a copy in memory: facts in docs and
      // ARCHITECTURE.md.
      params.set(
          ValueLayout.JAVA_BYTE,
          LlamaStructs.ModelParams.USE_EXTRA_BUFTS,
          (byte) (settings.repack() ? 1 : 0));
      MemorySegment model = api.modelLoadFromFilePtr(file.pointer(), params);
      if (model.equals(MemorySegment.NULL)) {
        throw new ModelException(
            "model " + gguf.name() + ": llama.cpp cannot load it: " + library.log().takeErrors(),
            "use a GGUF file whose architecture llama.cpp 0.5.0 knows; if it is, compare its"
                + " SHA-256 with the publisher's");
      }
      return model;
    } catch (IOException e) {
      throw new ModelException("model " + e.getMessage(), "check the path and its permissions", e);
    }
  }
}
