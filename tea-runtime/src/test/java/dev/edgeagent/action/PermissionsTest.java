package dev.edgeagent.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermissionsTest {

  @TempDir Path temp;

  private Path work;
  private Path flow;
  private Path other;
  private Permissions permissions;

  @BeforeEach
  void makeDirectories() throws Exception {
    work = Files.createDirectory(temp.resolve("work"));
    flow = Files.createDirectory(temp.resolve("flow"));
    other = Files.createDirectory(temp.resolve("other"));
    permissions = new Permissions(work, flow, List.of(), true, false);
  }

  @Test
  void findsFilesInTheWorkingDirectoryAndThenBesideTheWorkflow() throws Exception {
    Files.writeString(flow.resolve("both"), "");
    Files.writeString(flow.resolve("beside"), "");
    Files.writeString(work.resolve("both"), "");
    assertThat(permissions.file("both")).isEqualTo(work.resolve("both"));
    assertThat(permissions.file("beside")).isEqualTo(flow.resolve("beside"));
    assertThat(permissions.file("new/in/new")).isEqualTo(work.resolve("new/in/new"));
    assertThat(permissions.file(flow.resolve("new").toString())).isEqualTo(flow.resolve("new"));
    assertThat(permissions.file("a/../b/./c")).isEqualTo(work.resolve("b/c"));
  }

  @Test
  void refusesWhatIsOutside() {
    for (String name :
        List.of("..", "../x", "a/../../x", "/etc/passwd", "/", other.toString(), work + "er/x")) {
      refused(
          name, "'" + name + "' is outside of the workflow's directory and the working directory");
    }
  }

  @Test
  void followsLinksToSeeWhereTheyLead() throws Exception {
    Files.createSymbolicLink(work.resolve("in"), flow);
    Files.createSymbolicLink(work.resolve("out"), other);
    Files.createSymbolicLink(work.resolve("file"), other.resolve("file"));
    assertThat(permissions.file("in/x")).isEqualTo(work.resolve("in/x"));
    refused("out", "'out' is outside of the workflow's directory and the working directory");
    refused(
        "out/new/x",
        "'out/new/x' is outside of the workflow's directory and the working directory");
    refused("file", "'file' is not a path here: a link on the way leads nowhere");
    Files.createSymbolicLink(work.resolve("loop"), Path.of("loop"));
    assertThatThrownBy(() -> permissions.file("loop/x")).isInstanceOf(ActionException.class);
  }

  /** The system would go from out/.. to the directory above "other", and not back to "work". */
  @Test
  void givesThePathThatItChecked() throws Exception {
    Files.createSymbolicLink(work.resolve("out"), other);
    assertThat(permissions.file("out/../x")).isEqualTo(work.resolve("x"));
  }

  @Test
  void givesTheEntryAndNotWhatItLeadsTo() throws Exception {
    Files.createSymbolicLink(work.resolve("out"), other);
    Files.createSymbolicLink(work.resolve("dangling"), Path.of("nowhere"));
    assertThat(permissions.entry("out")).isEqualTo(work.resolve("out"));
    assertThat(permissions.entry("dangling")).isEqualTo(work.resolve("dangling"));
    assertThatThrownBy(() -> permissions.entry("out/x")).isInstanceOf(ActionException.class);
    assertThatThrownBy(() -> permissions.entry("../other")).isInstanceOf(ActionException.class);
    assertThatThrownBy(() -> permissions.entry("")).isInstanceOf(ActionException.class);
    assertThatThrownBy(() -> permissions.entry("../flow")).isInstanceOf(ActionException.class);
    assertThatThrownBy(() -> permissions.entry("/")).isInstanceOf(ActionException.class);
  }

  @Test
  void allowsFurtherDirectoriesAndSingleFiles() throws Exception {
    Path file = Files.writeString(other.resolve("file"), "");
    var more = new Permissions(work, flow, List.of(file), true, false);
    assertThat(more.file(file.toString())).isEqualTo(file);
    assertThatThrownBy(() -> more.file(other.resolve("file2").toString()))
        .isInstanceOf(ActionException.class);
    var all = new Permissions(work, flow, List.of(other, temp.resolve("later")), true, false);
    assertThat(all.file(other.resolve("x").toString())).isEqualTo(other.resolve("x"));
    assertThat(all.file(temp + "/later/x")).isEqualTo(temp.resolve("later/x"));
  }

  @Test
  void refusesNamesThatAreNone() {
    assertThatThrownBy(() -> permissions.file("a\0b"))
        .isInstanceOf(ActionException.class)
        .hasMessageStartingWith("'a\\0b' is not a path here: ");
  }

  private void refused(String name, String message) {
    assertThatThrownBy(() -> permissions.file(name))
        .isInstanceOf(ActionException.class)
        .hasMessage(message);
  }
}
