package dev.edgeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuildLockTest {
  @TempDir Path directory;

  @Test
  void aSecondBuildWaitsForTheFirst() throws Exception {
    Path file = directory.resolve("target/demo.lock");
    AtomicBoolean secondBuilds = new AtomicBoolean();
    BuildLock first = BuildLock.acquire(file, "a test");
    Thread second =
        new Thread(
            () -> {
              try {
                BuildLock lock = BuildLock.acquire(file, "a test");
                secondBuilds.set(true);
                lock.close();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    second.start();
    while (second.getState() != Thread.State.WAITING && second.isAlive()) {
      Thread.onSpinWait();
    }
    assertThat(secondBuilds).isFalse();

    first.close();
    second.join();

    assertThat(secondBuilds).isTrue();
  }

  @Test
  void holdsTheFileSoThatOtherProcessesWait() throws Exception {
    Path file = directory.resolve("demo.lock");
    BuildLock lock = BuildLock.acquire(file, "a test");
    try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThatThrownBy(other::tryLock).isInstanceOf(OverlappingFileLockException.class);
      lock.close();
      assertThat(other.tryLock()).isNotNull();
    }
  }
}
