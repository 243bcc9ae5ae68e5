package dev.edgeagent.llm.jllama;

import dev.edgeagent.llm.LocalEngine;
import dev.edgeagent.llm.LocalEngineContract;
import org.junit.jupiter.api.BeforeAll;

/** The portable engine does what every engine does. */
class JllamaContractTest extends LocalEngineContract {

  @BeforeAll
  static void requireLibrary() {
    Jllama.assumeItRuns();
  }

  @Override
  protected LocalEngine engine() {
    return Jllama.engine();
  }
}
