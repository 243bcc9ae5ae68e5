package dev.edgeagent.llm;

/** What loads models into this process, several at the same time if need be. */
public interface LocalEngine {

  /**
   * Loads a model for one thread: there may be only one call of it at a time, on a stack as deep as
   * its recursion over long texts needs. {@link LocalModels} gives each model such a thread.
   *
   * @throws ModelException if the engine cannot run here, or cannot load the model
   */
  LlmBackend load(GgufFile model, LoadSettings settings) throws ModelException;
}
