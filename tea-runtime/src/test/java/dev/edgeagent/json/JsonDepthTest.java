package dev.edgeagent.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class JsonDepthTest {

  @Test
  void writesTheDeepestValueOnTheStackOfAVirtualThread() throws Exception {
    var writing = new FutureTask<>(() -> Json.compact(nested(2000)));
    Thread.ofVirtual().start(writing);
    assertThat(writing.get()).isEqualTo("[{\"a\":".repeat(1000) + "1" + "}]".repeat(1000));
  }

  @Test
  void refusesToWriteADeeperOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.pretty(nested(2001)))
        .withMessageContaining("2000");
  }

  private static Object nested(int levels) {
    Object value = 1L;
    for (int i = 0; i < levels; i++) {
      value = i % 2 == 0 ? Map.of("a", value) : List.of(value);
    }
    return value;
  }
}
