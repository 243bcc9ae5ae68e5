package dev.edgeagent.llm.jllama;

import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.LocalEngine;
import dev.edgeagent.llm.ModelException;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The portable engine, where its jar is on the class path: llama.cpp of March 2025, for Linux,
 * macOS and Windows. None of its classes is loaded before the first model. Its own log is switched
 * off, for it would go to stderr as it likes.
 */
public final class JllamaEngine implements LocalEngine {

  private final Map<String, String> environment;
  private final Consumer<String> verbose;

  /**
   * @param environment the process's variables: where the user's cache is
   * @param verbose takes a line for what is loaded
   */
  public JllamaEngine(Map<String, String> environment, Consumer<String> verbose) {
    this.environment = Map.copyOf(environment);
    this.verbose = verbose;
  }

  @Override
  public LlmBackend load(GgufFile model, LoadSettings settings) throws ModelException {
    boolean isOwnLibrary = JllamaLibrary.load(environment, verbose);
    Compatibility.require(model, settings, isOwnLibrary, environment);
    verbose.accept("model %s: %d bytes of %s".formatted(model.name(), model.size(), model.file()));
    return new JllamaBackend(model, settings);
  }
}
