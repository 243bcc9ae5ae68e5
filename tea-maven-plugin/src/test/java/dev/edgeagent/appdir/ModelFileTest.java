package dev.edgeagent.appdir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.edgeagent.Sha256;
import dev.edgeagent.appdir.AppDirPlan.BundledModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelFileTest {
  private static final Path OTHER_DISK = Path.of("/dev/shm");

  @TempDir Path directory;

  private BundledModel model(Sha256 sha256) throws IOException {
    Path file = Files.writeString(directory.resolve("m.gguf"), "GGUF and so on");
    return new BundledModel(
        file, "m.gguf", 14, sha256, "M", List.of("here"), "MIT", Optional.empty());
  }

  private BundledModel model() throws IOException {
    Path same = Files.writeString(directory.resolve("same"), "GGUF and so on");
    return model(Sha256.of(same));
  }

  private static Path elsewhere(Path here) throws IOException {
    assumeTrue(
        Files.isWritable(OTHER_DISK)
            && !Files.getFileStore(OTHER_DISK).equals(Files.getFileStore(here)),
        "needs a second file system at " + OTHER_DISK);
    return Files.createTempDirectory(OTHER_DISK, "tea-test");
  }

  @Test
  void isALinkWhereThatIsPossible() throws Exception {
    BundledModel model = model();
    Path link = Files.createSymbolicLink(directory.resolve("link"), model.file());
    Path target = directory.resolve("models/m.gguf");
    ModelFile.place(
        new BundledModel(
            link, "m.gguf", 14, model.sha256(), "M", List.of("here"), "MIT", Optional.empty()),
        target);

    assertThat(Files.getAttribute(target, "unix:ino"))
        .isEqualTo(Files.getAttribute(model.file(), "unix:ino"));
  }

  @Test
  void isAVerifiedCopyOnAnotherDisk() throws Exception {
    Path other = elsewhere(directory);
    Path target = other.resolve("m.gguf");
    try {
      ModelFile.place(model(), target);
      assertThat(target).hasContent("GGUF and so on");
      Files.delete(target);

      assertThatThrownBy(() -> ModelFile.place(model(new Sha256("0".repeat(64))), target))
          .isInstanceOf(IOException.class)
          .hasMessage(target + ": the copy differs from " + directory.resolve("m.gguf"));
    } finally {
      Files.deleteIfExists(target);
      Files.delete(other);
    }
  }
}
