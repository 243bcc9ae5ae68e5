package dev.edgeagent.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.it.DemoAppImage.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java silently starts without its archive if it does not like it; here it has to like it. */
class StartupArchiveIT {

  @TempDir Path cache;

  @Test
  void javaAcceptsTheArchiveWhereTheImageIsUnpacked() throws Exception {
    assertThat(DemoAppImage.with(cache).run("--version").exitCode()).isZero();
    Path unpacked;
    try (Stream<Path> entries = Files.list(cache.resolve("tea"))) {
      unpacked =
          entries.filter(entry -> Files.exists(entry.resolve("AppRun"))).findFirst().orElseThrow();
    }
    String appRun = Files.readString(unpacked.resolve("AppRun"));
    Path strict =
        Files.writeString(
            unpacked.resolve("AppRun.strict"),
            appRun.replace("-XX:SharedArchiveFile=", "-Xshare:on -XX:SharedArchiveFile="));
    Files.setPosixFilePermissions(strict, PosixFilePermissions.fromString("rwxr-xr-x"));

    Finished run = DemoAppImage.run(List.of(strict.toString(), "--version"), Map.of());

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("tea ");
  }
}
