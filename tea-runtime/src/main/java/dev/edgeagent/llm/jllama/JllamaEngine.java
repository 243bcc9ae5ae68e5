package dev.edgeagent.llm.jllama;

import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.LocalEngine;
import dev.edgeagent.llm.ModelException;
import java.util.function.Consumer;

/** The portable engine, where its JAR is on the class path. */
public final class JllamaEngine implements LocalEngine {

  /**
   * @param verbose takes the engine's log, line by line
   */
  public JllamaEngine(Consumer<String> verbose) {}

  @Override
  public LlmBackend load(GgufFile model, LoadSettings settings) throws ModelException {
    throw new ModelException("engine 'jllama' is not there", "use engine: llamacpp");
  }
}
