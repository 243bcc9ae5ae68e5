package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.LocalEngine;
import dev.edgeagent.llm.ModelException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The bundled engine: llama.cpp in this process, models mapped from where they are. */
public final class LlamaCppEngine implements LocalEngine {

  private final Path directory;
  private final Consumer<String> verbose;

  /**
   * @param directory of llama.cpp's shared libraries; looked at when the first model is loaded
   * @param verbose takes llama.cpp's own log, line by line
   */
  public LlamaCppEngine(Path directory, Consumer<String> verbose) {
    this.directory = directory;
    this.verbose = verbose;
  }

  @Override
  public LlmBackend load(GgufFile gguf, LoadSettings settings) throws ModelException {
    long start = System.nanoTime();
    LlamaLibrary library = LlamaLibrary.load(directory, verbose);
    requireGenerator(gguf);
    gguf.requireSaneArchitecture();
    verbose.accept(
        "model %s: %d bytes at byte %d of %s"
            .formatted(gguf.name(), gguf.size(), gguf.offset(), gguf.file()));
    MemorySegment model = model(library, gguf, settings);
    double loadMs = (System.nanoTime() - start) / 1e6;
    return new LlamaCppBackend(library, gguf, model, loadMs);
  }

  /** llama.cpp ends the process when it is asked to generate with an encoder. */
  private static void requireGenerator(GgufFile gguf) throws ModelException {
    String architecture = gguf.architecture();
    boolean isEncoder =
        gguf.metadata().containsKey(architecture + ".pooling_type")
            || Boolean.FALSE.equals(gguf.metadata().get(architecture + ".attention.causal"))
            || architecture.contains("bert")
            || architecture.startsWith("t5");
    if (isEncoder) {
      throw new ModelException(
          "model "
              + gguf.name()
              + " ("
              + architecture
              + ") cannot generate text: it is made for embeddings",
          "use a model that is made for chat or completion");
    }
  }

  private static MemorySegment model(LlamaLibrary library, GgufFile gguf, LoadSettings settings)
      throws ModelException {
    LlamaApi api = library.api();
    library.log().takeErrors();
    try (Arena arena = Arena.ofConfined();
        CFile file = CFile.open(gguf.file(), gguf.offset())) {
      MemorySegment params = api.modelDefaultParams(arena);
      params.set(ValueLayout.JAVA_INT, LlamaApi.ModelParams.N_GPU_LAYERS, settings.gpuLayers());
      // Repacked weights are faster for some types, but are a copy in memory: facts in docs and
      // ARCHITECTURE.md.
      params.set(
          ValueLayout.JAVA_BYTE,
          LlamaApi.ModelParams.USE_EXTRA_BUFTS,
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
