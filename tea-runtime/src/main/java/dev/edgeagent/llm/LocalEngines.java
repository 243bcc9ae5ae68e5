package dev.edgeagent.llm;

/** The engines of this process, by name. */
public final class LocalEngines implements LocalEngine {

  private final LocalEngine llamaCpp;
  private final boolean hasLlamaCpp;
  private final LocalEngine jllama;

  /**
   * @param llamaCpp {@code engine: llamacpp}
   * @param hasLlamaCpp whether its libraries are there: then {@code auto} is it
   * @param jllama {@code engine: jllama}, what {@code auto} is otherwise
   */
  public LocalEngines(LocalEngine llamaCpp, boolean hasLlamaCpp, LocalEngine jllama) {
    this.llamaCpp = llamaCpp;
    this.hasLlamaCpp = hasLlamaCpp;
    this.jllama = jllama;
  }

  @Override
  public LlmBackend load(GgufFile model, LoadSettings settings) throws ModelException {
    return switch (settings.engine()) {
      case "llamacpp" -> llamaCpp.load(model, settings);
      case "jllama" -> jllama.load(model, settings);
      default -> (hasLlamaCpp ? llamaCpp : jllama).load(model, settings);
    };
  }
}
