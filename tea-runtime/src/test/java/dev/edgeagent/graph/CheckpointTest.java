package dev.edgeagent.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  @TempDir Path directory;

  /** As it is when a run's time is up just then. */
  @Test
  void isWrittenByAThreadThatIsInterrupted() throws Exception {
    var checkpoint =
        new Checkpoint(
            directory.resolve("w.yaml"), "a", null, null, Map.of("n", 1L), Map.of(), Map.of());
    Path file = directory.resolve("new/c.json");
    Thread.currentThread().interrupt();
    checkpoint.write(file);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Checkpoint.read(file)).isEqualTo(checkpoint);
    assertThat(directory.resolve("new/c.json.part")).doesNotExist();
  }
}
