package dev.edgeagent.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufFileTest {

  private static final byte[] MODEL =
      new GgufWriter()
          .with("general.architecture", "llama")
          .with("llama.context_length", 512)
          .with("general.sampling.temp", 0.25f)
          .with("tokenizer.ggml.tokens", new String[] {"<s>", "a", "ü"})
          .with("tokenizer.ggml.add_bos_token", true)
          .with("tokenizer.chat_template", "x".repeat(200_000))
          .with("general.file_size", 1L << 40)
          .bytes();

  @TempDir Path directory;

  @Test
  void readsMetadata() throws Exception {
    GgufFile gguf = GgufFile.open(file("m.gguf", MODEL), null);

    assertThat(gguf.name()).isEqualTo("m.gguf");
    assertThat(gguf.size()).isEqualTo(MODEL.length);
    assertThat(gguf.architecture()).isEqualTo("llama");
    assertThat(gguf.trainedContext()).contains(512L);
    assertThat(gguf.string("tokenizer.chat_template")).contains("x".repeat(200_000));
    assertThat(gguf.metadata())
        .containsEntry("general.file_size", 1L << 40)
        .containsEntry("tokenizer.ggml.add_bos_token", true)
        .hasEntrySatisfying(
            "tokenizer.ggml.tokens",
            value ->
                assertThat(value)
                    .isInstanceOfSatisfying(
                        GgufHeader.Array.class,
                        array -> {
                          assertThat(array.type()).isEqualTo(GgufHeader.TYPE_STRING);
                          assertThat(array.length()).isEqualTo(3);
                          assertThat(array.items()).isEmpty();
                        }));
    assertThat(gguf.sampling()).isEqualTo(new Sampling(0.25, 40, 0.95, 0.05, 0, 1, 0, 0));
  }

  @Test
  void knowsHowItsFamilyIsSampled() throws Exception {
    var gguf = new GgufWriter().with("general.architecture", "gemma3");
    assertThat(GgufFile.open(file("g.gguf", gguf.bytes()), null).sampling())
        .isEqualTo(new Sampling(1.0, 64, 0.95, 0, 0, 1, 0, 0));
    gguf.with("general.sampling.top_k", 20).with("general.sampling.temp", 0.5f);
    assertThat(GgufFile.open(file("g.gguf", gguf.bytes()), null).sampling())
        .isEqualTo(new Sampling(0.5, 20, 0.95, 0, 0, 1, 0, 0));
    gguf = new GgufWriter().with("general.architecture", "phi3");
    assertThat(GgufFile.open(file("g.gguf", gguf.bytes()), null).sampling())
        .isEqualTo(new Sampling(0.3, 40, 0.95, 0.05, 0, 1, 0, 0));
  }

  @Test
  void saysThatATextIsNotAModel() throws Exception {
    Path file = file("notes.gguf", "These are notes about a model, not one.".getBytes());
    assertThat(error(file))
        .hasMessage("model " + file + ": not a GGUF file (it does not begin with \"GGUF\")")
        .extracting(ModelException::fix)
        .isEqualTo("give the path of a model in GGUF format");
    assertThat(error(file("empty.gguf", new byte[0]))).hasMessageContaining("not a GGUF file");
  }

  @Test
  void saysThatAFileIsCutShortWhereverItIsCut() throws Exception {
    for (int size = 24; size < MODEL.length; size += size < 1000 ? 1 : 4999) {
      Path file = file("cut.gguf", Arrays.copyOf(MODEL, size));
      assertThat(error(file))
          .as("cut at %d of %d", size, MODEL.length)
          .hasMessageMatching(
              ".*: the file is cut short: it has " + size + " bytes and needs at least \\d+");
    }
  }

  @Test
  void neverFailsOtherwiseOnDamagedBytes() throws Exception {
    byte[] small =
        new GgufWriter()
            .with("general.architecture", "llama")
            .with("tokenizer.ggml.tokens", new String[] {"a", "b"})
            .bytes();
    var random = new Random(7);
    for (int i = 0; i < 5000; i++) {
      byte[] damaged = small.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      Path file = file("damaged.gguf", damaged);
      try {
        GgufFile.open(file, null);
      } catch (ModelException e) {
        assertThat(e.fix()).isNotBlank();
      }
    }
  }

  @Test
  void readsAModelOutOfAnImage() throws Exception {
    Path image = image(MODEL);
    Path pointer = file("m.gguf", extent(96, MODEL.length));

    GgufFile gguf = GgufFile.open(pointer, image);

    assertThat(gguf.file()).isEqualTo(image);
    assertThat(gguf.offset()).isEqualTo(FakeImage.MODEL_OFFSET);
    assertThat(gguf.size()).isEqualTo(MODEL.length);
    assertThat(gguf.architecture()).isEqualTo("llama");
  }

  @Test
  void takesAMountedModelFromTheImageIfItIsTheSame() throws Exception {
    Path image = image(MODEL);
    Path mounted = file("m.gguf", MODEL);
    file("m.gguf.extent", extent(96, MODEL.length));
    assertThat(GgufFile.open(mounted, image).file()).isEqualTo(image);
    assertThat(GgufFile.open(mounted, null).file()).isEqualTo(mounted);

    byte[] other = MODEL.clone();
    other[100] ^= 1;
    assertThat(GgufFile.open(mounted, image(other)).file()).isEqualTo(mounted);
  }

  @Test
  void saysWhatAnExtentFileLacks() throws Exception {
    Path pointer = file("m.gguf", extent(96, MODEL.length));
    assertThat(error(pointer))
        .hasMessage(
            "model " + pointer + ": its bytes are in an AppImage, and APPIMAGE does not say which");

    Path image = image(Arrays.copyOf(MODEL, 1000));
    ModelException e =
        catchThrowableOfType(ModelException.class, () -> GgufFile.open(pointer, image));
    assertThat(e).hasMessageContaining(image + " ends at byte 9192, before the model in it does");

    Path text = file("text.AppImage", new byte[100]);
    e = catchThrowableOfType(ModelException.class, () -> GgufFile.open(pointer, text));
    assertThat(e).hasMessage("APPIMAGE=" + text + " is not an AppImage");

    Path later = file("later.gguf", "tea-extent 2\nsomething new\n".getBytes());
    e = catchThrowableOfType(ModelException.class, () -> GgufFile.open(later, image));
    assertThat(e).hasMessageContaining("not an extent file of a version that this tea reads");
  }

  @Test
  void saysWhatIsWrongWithThePath() {
    assertThat(error(directory.resolve("none.gguf")))
        .hasMessageEndingWith("cannot be read: no such file");
    assertThat(error(directory)).hasMessageEndingWith("cannot be read: is a directory");
  }

  private static byte[] extent(long offset, long size) {
    return "tea-extent 1\noffset %d\nsize %d\n".formatted(offset, size).getBytes();
  }

  private Path image(byte[] model) throws IOException {
    return FakeImage.write(directory.resolve("tea.AppImage"), model);
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  private static ModelException error(Path file) {
    return catchThrowableOfType(ModelException.class, () -> GgufFile.open(file, null));
  }
}
