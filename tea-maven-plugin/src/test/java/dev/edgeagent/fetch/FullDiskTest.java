package dev.edgeagent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that somebody else fills while a download runs. */
final class FullDiskTest {
  private static final int DISK = 8_000_000;
  private static final int SIZE = 5_000_000;

  @TempDir Path directory;
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(directory.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", disk.toString());
    assumeTrue(mounted, "a small disk cannot be mounted here: this needs root");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      run("umount", disk.toString());
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Model fetch(FakeHub hub) throws Exception {
    DownloadSettings settings =
        new DownloadSettings(2, 1 << 20, Duration.ofSeconds(30), time -> {});
    return new Models(
            new ModelCache(disk.resolve("cache")),
            hub.hub(Optional.empty(), directory.resolve("hub")),
            ProxySelector.of(null),
            Progress.NONE,
            settings)
        .fetch(hub.pin(), directory, 0);
  }

  @Test
  void stopsAtOnceAndGoesOnWhenThereIsRoomAgain() throws Exception {
    Path filler = disk.resolve("filler");
    try (FakeHub hub = new FakeHub(SIZE)) {
      hub.onServed = total -> fill(filler, total);

      assertThatThrownBy(() -> fetch(hub))
          .isInstanceOf(IOException.class)
          .hasMessage("No space left on device");

      hub.onServed = total -> {};
      Files.delete(filler);
      assertThat(fetch(hub).file()).hasBinaryContent(hub.content);
      assertThat(disk.resolve("cache/blobs/sha256/" + hub.sha256().hex().substring(0, 2)))
          .isDirectoryNotContaining("glob:**.part*");
    }
  }

  private static void fill(Path filler, long total) {
    if (total > 1_000_000 && !Files.exists(filler)) {
      try {
        Files.write(filler, new byte[DISK]);
      } catch (IOException e) {
        // Full, as it should be.
      }
    }
  }
}
