package dev.edgeagent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.edgeagent.it.DemoAppImage.Finished;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The AppImage in the surroundings that the stock type-2 runtime makes: mounted through FUSE, with
 * APPIMAGE and APPDIR set. squashfuse does the mounting here, the runtime's own library.
 */
class MountedIT {

  @TempDir Path mount;
  private final DemoAppImage appImage = DemoAppImage.shared();

  @BeforeEach
  void mount() {
    assumeTrue(
        command("sh", "-c", "command -v squashfuse").exitCode() == 0,
        "skipped: squashfuse is not installed; run script/setup --containers");
    String offset = appImage.run("--appimage-offset").out().strip();
    Finished mounted =
        command(
            "squashfuse", "-o", "offset=" + offset, appImage.file().toString(), mount.toString());
    assumeTrue(
        mounted.exitCode() == 0,
        () -> "skipped: FUSE does not work here: " + mounted.err().strip());
  }

  @AfterEach
  void unmount() {
    command("sh", "-c", "fusermount3 -u '" + mount + "' || fusermount -u '" + mount + "'");
  }

  @Test
  void answersAndMapsTheModelFromTheImageNotFromTheMount() throws Exception {
    assertThat(mount.resolve("usr/share/models/demo.gguf.extent")).exists();
    Path workflow = Path.of(System.getProperty("it.examples"), "chat.yaml");
    Finished run =
        DemoAppImage.run(
            List.of(mount.resolve("AppRun").toString(), "run", workflow.toString(), "-v"),
            Map.of("APPIMAGE", appImage.file().toString(), "APPDIR", mount.toString()));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"answer\": \"The capital of France is Paris.\"");
    assertThat(run.err())
        .containsPattern("model demo.gguf: \\d+ bytes at byte \\d+ of " + appImage.file());
  }

  private static Finished command(String... words) {
    return DemoAppImage.run(List.of(words), Map.of());
  }
}
