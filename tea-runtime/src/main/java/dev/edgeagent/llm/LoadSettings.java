package dev.edgeagent.llm;

import java.util.List;

/**
 * How a local model is loaded. A file is loaded once in a process, so that all who use it must want
 * the same.
 *
 * @param engine {@code auto}, {@code llamacpp} or {@code jllama}
 * @param gpuLayers how many layers a GPU computes; 0 for none
 * @param repack whether weights are laid out anew in memory, where that makes prompts faster
 */
public record LoadSettings(String engine, int gpuLayers, boolean repack) {

  /** The names of engines. */
  public static final List<String> ENGINES = List.of("auto", "llamacpp", "jllama");

  /** What most want. */
  public static final LoadSettings AUTO = new LoadSettings("auto", 0, false);

  public LoadSettings {
    if (!ENGINES.contains(engine)) {
      throw new IllegalArgumentException(
          "engine must be one of " + String.join(", ", ENGINES) + ", got " + engine);
    }
    if (gpuLayers < -1) {
      throw new IllegalArgumentException(
          "n_gpu_layers must be -1 (all), 0 (none) or more, got " + gpuLayers);
    }
  }

  @Override
  public String toString() {
    return "engine: %s, n_gpu_layers: %d, repack: %s".formatted(engine, gpuLayers, repack);
  }
}
