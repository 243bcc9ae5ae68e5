package dev.edgeagent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.BuildFailure;
import dev.edgeagent.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelCacheTest {
  private static final String CONTENT = "GGUF and so on";
  private static final String HASH =
      "1ff03ffde880e467bb6421108fb54c7c357615d16d94e5e9b087d50a2a2a5bfb";
  private static final URI ADDRESS =
      URI.create("https://huggingface.co/owner/name/resolve/main/m.gguf");

  @TempDir Path directory;
  private ModelCache cache;
  private Path local;

  @BeforeEach
  void setUp() {
    cache = new ModelCache(directory.resolve("cache"));
    local = directory.resolve("models/m.gguf");
  }

  private ModelPin pin(URI... addresses) {
    return new ModelPin(
        "m.gguf", CONTENT.length(), new Sha256(HASH), List.of(local), List.of(addresses));
  }

  private static Path write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Model model(Path file) {
    return new Model(file, "m.gguf", CONTENT.length(), new Sha256(HASH));
  }

  @Test
  void takesTheLocalFileFirst() throws Exception {
    write(local, CONTENT);
    write(cache.directory().resolve("models/m.gguf"), "not looked at");

    assertThat(cache.fetch(pin())).isEqualTo(model(local));
  }

  @Test
  void takesWhatTheUserPutIntoTheCache() throws Exception {
    Path file = write(cache.directory().resolve("models/m.gguf"), CONTENT);

    assertThat(cache.fetch(pin())).isEqualTo(model(file));
  }

  @Test
  void takesABlobOfTheCache() throws Exception {
    Path file =
        write(
            cache.directory().resolve("blobs/sha256/" + HASH.substring(0, 2) + "/" + HASH),
            CONTENT);

    assertThat(cache.fetch(pin())).isEqualTo(model(file));
  }

  @Test
  void verifiesAGivenFile() throws Exception {
    Path file = write(directory.resolve("mine.gguf"), CONTENT);

    assertThat(cache.verify(file, pin())).isEqualTo(model(file));
  }

  @Test
  void refusesAGivenFileThatIsNotThere() {
    Path file = directory.resolve("mine.gguf");
    assertThatThrownBy(() -> cache.verify(file, pin()))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            "tea.model: " + file + " is not a file\n  Fix: give the path of a copy of m.gguf");
  }

  @Test
  void refusesOtherBytes() throws Exception {
    write(local, CONTENT.replace('o', '0'));
    assertThatThrownBy(() -> cache.fetch(pin()))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            %s: is not the pinned m.gguf
                its sha256    %s
                variants.yaml %s
              Fix: replace the file by the right one; if you trust this one, write its sha256 and bytes into variants.yaml\
            """,
            local, Sha256.of(local), HASH);
  }

  @Test
  void refusesAnotherSizeWithoutReadingTheFile() throws Exception {
    write(local, "GGUF");
    assertThatThrownBy(() -> cache.fetch(pin()))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            "%s: has 4 bytes, but m.gguf has 14\n"
                + "  Fix: complete the download, or replace the file by the right one",
            local);

    write(local, CONTENT + CONTENT);
    assertThatThrownBy(() -> cache.fetch(pin()))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            "%s: has 28 bytes, but m.gguf has 14\n  Fix: replace the file by the right one", local);
  }

  @Test
  void saysWhereItLookedAndWhereToDownload() {
    assertThatThrownBy(() -> cache.fetch(pin(ADDRESS)))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            m.gguf: not found; looked for
                %1$s/models/m.gguf
                %1$s/cache/models/m.gguf
                %1$s/cache/blobs/sha256/%2$s/%3$s
              Fix: download https://huggingface.co/owner/name/resolve/main/m.gguf (14 bytes)
                   to %1$s/cache/models/m.gguf, or give -Dtea.model=FILE\
            """,
            directory, HASH.substring(0, 2), HASH);
    assertThatThrownBy(() -> cache.fetch(pin()))
        .isInstanceOf(BuildFailure.class)
        .hasMessageEndingWith("\n  Fix: put the file there, or give -Dtea.model=FILE");
  }

  @Test
  void isWhereTheEnvironmentSays() {
    assertThat(ModelCache.of(Map.of("TEA_CACHE", "/a", "XDG_CACHE_HOME", "/b", "HOME", "/c")))
        .isEqualTo(new ModelCache(Path.of("/a")));
    assertThat(ModelCache.of(Map.of("TEA_CACHE", "", "XDG_CACHE_HOME", "/b", "HOME", "/c")))
        .isEqualTo(new ModelCache(Path.of("/b/tea")));
    assertThat(ModelCache.of(Map.of("XDG_CACHE_HOME", "relative", "HOME", "/c")))
        .isEqualTo(new ModelCache(Path.of("/c/.cache/tea")));
  }
}
