package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.llm.LocalEngine;
import dev.edgeagent.llm.LocalEngineContract;
import java.nio.file.Path;

/** The bundled engine does what every engine does. */
class LlamaCppContractTest extends LocalEngineContract {

  @Override
  protected LocalEngine engine() {
    return new LlamaCppEngine(Path.of(System.getProperty("tea.natives")), _ -> {});
  }
}
