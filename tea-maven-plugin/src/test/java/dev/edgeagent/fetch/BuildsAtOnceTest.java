package dev.edgeagent.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds that are processes of their own: several at once, and some that are killed. */
final class BuildsAtOnceTest {
  private static final int SIZE = 20_000_000;

  @TempDir Path directory;

  private Path cache() {
    return directory.resolve("cache");
  }

  private void assertComplete(FakeHub hub) throws Exception {
    Path blob = new ModelCache(cache()).blob(hub.sha256());
    assertThat(blob).hasBinaryContent(hub.content);
    try (var files = Files.list(blob.getParent())) {
      assertThat(files).containsExactlyInAnyOrder(blob, Path.of(blob + ".lock"));
    }
  }

  @Test
  void theSecondBuildWaitsAndUsesWhatTheFirstDownloaded() throws Exception {
    try (FakeHub hub = new FakeHub(SIZE)) {
      CountDownLatch secondWaits = new CountDownLatch(1);
      hub.onServed = total -> await(secondWaits);
      Path log = directory.resolve("second.log");

      Process first = FetchOnce.start(hub, cache(), directory.resolve("first.log"));
      while (hub.signed.get() == 0) {
        Thread.sleep(10);
      }
      Process second = FetchOnce.start(hub, cache(), log);
      while (!Files.readString(log).contains("waiting for") && second.isAlive()) {
        Thread.sleep(10);
      }
      secondWaits.countDown();

      assertThat(List.of(first.waitFor(), second.waitFor())).containsExactly(0, 0);
      Path blob = new ModelCache(cache()).blob(hub.sha256());
      assertThat(log)
          .hasContent(
              "[main] INFO dev.edgeagent.BuildLock - waiting for another build that downloads"
                  + " m.gguf ("
                  + blob
                  + ".lock)\n"
                  + blob);
      assertThat(hub.served).hasValue(SIZE);
      assertComplete(hub);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aBuildThatWasKilledLeavesWhatTheNextOneGoesOnWith(long seed) throws Exception {
    Random random = new Random(seed);
    try (FakeHub hub = new FakeHub(SIZE)) {
      for (int kill = 0; kill < 2; kill++) {
        long before = hub.served.get();
        long point = before + 5_000_000 + random.nextInt(3_000_000);
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch dead = new CountDownLatch(1);
        hub.onServed =
            total -> {
              if (total >= point) {
                reached.countDown();
                await(dead);
              }
            };
        Process build = FetchOnce.start(hub, cache(), directory.resolve("killed.log"));
        reached.await();
        // SIGKILL, while bytes are on their way to its disk.
        build.destroyForcibly().waitFor();
        hub.onServed = total -> {};
        dead.countDown();
      }
      Path log = directory.resolve("last.log");

      assertThat(FetchOnce.start(hub, cache(), log).waitFor()).as(Files.readString(log)).isZero();
      assertComplete(hub);
      // Each kill may cost what was on its way and what the state did not yet tell.
      assertThat(hub.served.get()).isLessThan(2L * SIZE);
    }
  }
}
