package dev.edgeagent.llm;

/** What loads models into this process. */
public interface LocalEngine {

  /**
   * @throws ModelException if the engine cannot run here, or cannot load the model
   */
  LlmBackend load(GgufFile model) throws ModelException;
}
