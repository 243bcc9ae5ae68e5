package dev.edgeagent.llm.jllama;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.edgeagent.llm.ModelException;
import java.util.Map;

/** The engine under test, with its library in the build's directory. */
final class Jllama {

  static final Map<String, String> ENVIRONMENT =
      Map.of("XDG_CACHE_HOME", java.nio.file.Path.of("target/jllama").toAbsolutePath().toString());

  private Jllama() {}

  static JllamaEngine engine() {
    return new JllamaEngine(ENVIRONMENT, _ -> {});
  }

  /** Skips the test, with one line that says why, where the engine cannot run. */
  static void assumeItRuns() {
    try {
      boolean ignored = JllamaLibrary.load(ENVIRONMENT, _ -> {});
    } catch (ModelException e) {
      assumeTrue(false, e.getMessage() + "; " + e.fix());
    }
  }
}
