package dev.edgeagent.appimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.BuildFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SquashfsTest {
  @TempDir Path directory;

  private Optional<Path> tool(String printed) throws IOException {
    Path tool = directory.resolve("mksquashfs");
    Files.writeString(tool, "#!/bin/sh\necho '" + printed + "'\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Optional.of(tool);
  }

  @Test
  void acceptsTheToolOfThisMachine() throws Exception {
    assertThat(Squashfs.find(Optional.empty())).isNotNull();
  }

  @Test
  void refusesAnOldTool() throws IOException {
    Optional<Path> old = tool("mksquashfs version 4.4 (2019/08/29)");
    assertThatThrownBy(() -> Squashfs.find(old))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            %s/mksquashfs: version 4.4 is too old, 4.5 is needed
              Fix: apt install squashfs-tools (or your distribution's package), or give -Dtea.mksquashfs=PATH\
            """,
            directory);
  }

  @Test
  void refusesAnotherTool() throws IOException {
    Optional<Path> other = tool("hello");
    assertThatThrownBy(() -> Squashfs.find(other))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            %s/mksquashfs: is not mksquashfs: -version says 'hello'
              Fix: apt install squashfs-tools (or your distribution's package), or give -Dtea.mksquashfs=PATH\
            """,
            directory);
  }

  @Test
  void refusesAPathWithoutATool() {
    Path missing = directory.resolve("none");
    assertThatThrownBy(() -> Squashfs.find(Optional.of(missing)))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            tea.mksquashfs: %s is not an executable file
              Fix: apt install squashfs-tools (or your distribution's package), or give -Dtea.mksquashfs=PATH\
            """,
            missing);
  }

  @Test
  void acceptsANewerTool() throws Exception {
    assertThat(Squashfs.find(tool("mksquashfs version 4.6.1 (2023/03/25)"))).isNotNull();
    assertThat(Squashfs.find(tool("mksquashfs version 5.0"))).isNotNull();
  }
}
