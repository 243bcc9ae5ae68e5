package dev.edgeagent.action.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.edgeagent.action.ActionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileActionsTest {

  @TempDir Path temp;

  private Path directory;

  @BeforeEach
  void makeDirectory() throws Exception {
    directory = Files.createDirectory(temp.resolve("work"));
  }

  private String run(String action, String params) throws Exception {
    return new ActionRun(directory).run(action, params);
  }

  @Test
  void readsWhatItWroteAndSaysWhatIsNotThere() throws Exception {
    assertThat(run("file.write", "{\"path\": \"./a/b.txt\", \"content\": \"hé\\r\\n\"}"))
        .isEqualTo("{\"path\":\"./a/b.txt\",\"success\":true}");
    assertThat(run("file.read", "{\"path\": \"file://a/b.txt\"}"))
        .isEqualTo("{\"content\":\"hé\\r\\n\",\"success\":true}");
    assertThat(run("file.read", "{\"path\": \"./nope.txt\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"File not found:"
                + " ./nope.txt\",\"error_type\":\"not_found\"}");
    assertThat(run("file.read", "{\"path\": \"a\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Is a directory: a\",\"error_type\":\"read_error\"}");
    assertThat(run("file.read", "{\"path\": \"s3://bucket/x\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"'s3://' is not available: tea reads and writes local"
                + " files only\",\"error_type\":\"backend_not_installed\"}");
  }

  @Test
  void readsOtherEncodingsAndSaysWhereTextIsNotOfThem() throws Exception {
    Files.write(directory.resolve("l"), new byte[] {'a', 'b', (byte) 0xe9, 'c'});
    assertThat(run("file.read", "{\"path\": \"l\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"l: not UTF-8 text: see the byte at offset"
                + " 2\",\"error_type\":\"read_error\"}");
    assertThat(run("file.read", "{\"path\": \"l\", \"encoding\": \"latin-1\"}"))
        .isEqualTo("{\"content\":\"abéc\",\"success\":true}");
    Files.writeString(directory.resolve("mark"), "\uFEFFx");
    assertThat(run("file.read", "{\"path\": \"mark\", \"encoding\": \"utf-8-sig\"}"))
        .isEqualTo("{\"content\":\"x\",\"success\":true}");
    assertThat(run("file.write", "{\"path\": \"x\", \"content\": \"é\", \"encoding\": \"ascii\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"content has a character that US-ASCII has"
                + " not\",\"error_type\":\"write_error\"}");
    assertThat(directory.resolve("x")).doesNotExist();
    assertThatThrownBy(() -> run("file.read", "{\"path\": \"l\", \"encoding\": \"utf-9\"}"))
        .isInstanceOf(ActionException.class)
        .hasMessage("unknown encoding 'utf-9'");
  }

  @Test
  void readsJsonAsDataIfAsked() throws Exception {
    Files.writeString(directory.resolve("d.json"), "{\"n\": 1}");
    Files.writeString(directory.resolve("t.txt"), "no json");
    assertThat(run("file.read", "{\"path\": \"d.json\", \"parse_json\": true}"))
        .isEqualTo("{\"content\":{\"n\":1},\"success\":true}");
    assertThat(run("file.read", "{\"path\": \"t.txt\", \"parse_json\": \"true\"}"))
        .isEqualTo("{\"content\":\"no json\",\"success\":true}");
  }

  @Test
  void writesWholeFilesAndKeepsTheirPermissionsAndLinks() throws Exception {
    Path target = Files.writeString(directory.resolve("target"), "old");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(directory.resolve("link"), Path.of("target"));
    run("file.write", "{\"path\": \"link\", \"content\": {\"a\": [1]}}");
    assertThat(target).hasContent("{\n  \"a\": [\n    1\n  ]\n}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-r-----");
    assertThat(directory.resolve("link")).isSymbolicLink();
    assertThat(names()).containsExactly("link", "target");
  }

  @Test
  void leavesNothingBehindWhereItCannotWrite() throws Exception {
    Files.writeString(directory.resolve("file"), "x");
    assertThat(run("file.write", "{\"path\": \".\", \"content\": \"x\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Is a directory: .\",\"error_type\":\"write_error\"}");
    assertThat(run("file.write", "{\"path\": \"file/below\", \"content\": \"x\"}"))
        .startsWith("{\"success\":false,\"error\":\"");
    assertThat(run("file.write", "{\"path\": \"" + "n".repeat(300) + "\", \"content\": \"x\"}"))
        .startsWith("{\"success\":false,\"error\":\"File name too long: nnn");
    assertThat(run("file.write", "{\"path\": \"x\", \"content\": null}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"content has no value: nothing is written to"
                + " x\",\"error_type\":\"write_error\"}");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void saysWhatMayNotBeRead() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "x");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(secret), "root reads everything");
    assertThat(run("file.read", "{\"path\": \"secret\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Permission denied:"
                + " secret\",\"error_type\":\"permission_denied\"}");
  }

  @Test
  void tellsWhatExists() throws Exception {
    Files.writeString(directory.resolve("f"), "");
    assertThat(run("file.exists", "{\"path\": \"f\"}"))
        .isEqualTo("{\"exists\":true,\"is_file\":true,\"is_dir\":false}");
    assertThat(run("file.exists", "{\"path\": \".\"}"))
        .isEqualTo("{\"exists\":true,\"is_file\":false,\"is_dir\":true}");
    assertThat(run("file.exists", "{\"path\": \"no\"}"))
        .isEqualTo("{\"exists\":false,\"is_file\":false,\"is_dir\":false}");
  }

  @Test
  void listsByNameAndPattern() throws Exception {
    Files.writeString(directory.resolve("b.txt"), "");
    Files.writeString(directory.resolve("a.txt"), "");
    Files.createDirectory(directory.resolve("c"));
    String a = "{\"name\":\"a.txt\",\"path\":\"a.txt\",\"is_file\":true,\"is_dir\":false}";
    String b = a.replace("a.txt", "b.txt");
    String c = "{\"name\":\"c\",\"path\":\"c\",\"is_file\":false,\"is_dir\":true}";
    assertThat(run("file.list", "{\"path\": \"\"}"))
        .isEqualTo("{\"files\":[" + a + "," + b + "," + c + "],\"success\":true}");
    assertThat(run("file.list", "{\"path\": \"\", \"pattern\": \"*.txt\"}"))
        .isEqualTo("{\"files\":[" + a + "," + b + "],\"success\":true}");
    assertThat(run("file.list", "{\"path\": \"\", \"pattern\": \"b.\"}"))
        .isEqualTo("{\"files\":[" + b + "],\"success\":true}");
    assertThat(run("file.list", "{\"path\": \"no\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Directory not found:"
                + " no\",\"error_type\":\"not_found\"}");
    assertThat(run("file.list", "{\"path\": \"a.txt\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Not a directory:"
                + " a.txt\",\"error_type\":\"read_error\"}");
    assertThatThrownBy(() -> run("file.list", "{\"path\": \"\", \"pattern\": \"[\"}"))
        .isInstanceOf(ActionException.class);
  }

  @Test
  void deletesLinksAndNotWhatTheyLeadTo() throws Exception {
    Path outside = Files.writeString(temp.resolve("outside"), "x");
    Files.createSymbolicLink(directory.resolve("out"), outside);
    Files.createSymbolicLink(directory.resolve("dangling"), Path.of("/nowhere/at/all"));
    Files.createDirectories(directory.resolve("full/empty"));
    assertThat(run("file.delete", "{\"path\": \"out\"}"))
        .isEqualTo("{\"deleted\":true,\"path\":\"out\",\"success\":true}");
    assertThat(run("file.delete", "{\"path\": \"dangling\"}")).startsWith("{\"deleted\":true");
    assertThat(run("file.delete", "{\"path\": \"full\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"Directory not empty:"
                + " full\",\"error_type\":\"not_empty\"}");
    assertThat(run("file.delete", "{\"path\": \"full/empty\"}")).startsWith("{\"deleted\":true");
    assertThat(run("file.delete", "{\"path\": \"never\"}"))
        .isEqualTo("{\"deleted\":false,\"path\":\"never\",\"success\":true}");
    assertThat(outside).hasContent("x");
    assertThat(names()).containsExactly("full");
  }

  @Test
  void refusesWhatIsOutsideForEveryAction() throws Exception {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.createSymbolicLink(directory.resolve("out"), outside);
    for (String action :
        new String[] {"file.read", "file.write", "file.exists", "file.list", "file.delete"}) {
      for (String path : new String[] {"../x", outside.toString(), "out/x", "a\0b"}) {
        assertThatThrownBy(
                () -> new ActionRun(directory).run(action, Map.of("path", path, "content", "x")))
            .as("%s %s", action, path)
            .isInstanceOf(ActionException.class);
      }
    }
    assertThat(outside).isEmptyDirectory();
  }

  private String[] names() throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toArray(String[]::new);
    }
  }
}
