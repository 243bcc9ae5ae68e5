package dev.edgeagent.appimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.Arch;
import dev.edgeagent.BuildFailure;
import dev.edgeagent.Sha256;
import dev.edgeagent.appdir.AppDir;
import dev.edgeagent.process.ExternalTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real mksquashfs and unsquashfs. */
final class PackagerTest {
  private static final Instant TIME = Instant.parse("2026-11-20T00:00:00Z");
  private static final Path MODEL = Path.of("usr/share/models/a model.gguf");
  private static final int MODEL_BYTES = 3_000_001;

  @TempDir Path directory;
  private Path root;
  private Path runtime;

  @BeforeEach
  void setUp() throws IOException {
    runtime = Files.write(directory.resolve("runtime"), TinyElf.bytes());
    root = assemble("AppDir");
  }

  private Path assemble(String name) throws IOException {
    Path made = directory.resolve(name);
    Files.createDirectories(made.resolve("usr/share/models"));
    Files.createDirectories(made.resolve("usr/lib"));
    Files.writeString(made.resolve("AppRun"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        made.resolve("AppRun"), PosixFilePermissions.fromString("rwx------"));
    for (int i = 0; i < 20; i++) {
      Files.writeString(made.resolve("usr/lib/" + i), ("library " + i).repeat(1000 * i));
    }
    Files.createSymbolicLink(made.resolve("link"), Path.of("usr/lib/1"));
    byte[] model = new byte[MODEL_BYTES];
    new Random(1).nextBytes(model);
    // Longer than a block: mksquashfs would leave a hole.
    Arrays.fill(model, 600_000, 1_800_000, (byte) 0);
    Files.write(made.resolve(MODEL), model);
    return made;
  }

  private Image pack(Path appDir, String name) throws Exception {
    return Packager.of(runtime, Arch.X86_64, Squashfs.find(Optional.empty()), directory)
        .pack(new AppDir(appDir, MODEL, List.of()), TIME, directory.resolve(name));
  }

  private List<String> unsquashfs(Image image, long offset, String... arguments) throws Exception {
    return ExternalTool.find("unsquashfs", Optional.empty(), "apt install squashfs-tools")
        .run("-offset", String.valueOf(offset))
        .with(arguments)
        .with(image.file().toString())
        .in(directory)
        .environment("TZ", "UTC")
        .output();
  }

  @Test
  void theModelLiesAlignedAndInOnePieceWhereTheExtentSays() throws Exception {
    Image image = pack(root, "image");

    byte[] bytes = Files.readAllBytes(image.file());
    int start = (int) ElfTest.endAsTheRuntimesSeeIt(bytes);
    assertThat(new String(bytes, start, 4)).isEqualTo("hsqs");
    assertThat((start + 96) % 4096).isZero();
    assertThat(Arrays.copyOfRange(bytes, start + 96, start + 96 + MODEL_BYTES))
        .isEqualTo(Files.readAllBytes(root.resolve(MODEL)));
    assertThat(root.resolve("usr/share/models/a model.gguf.extent"))
        .hasContent("tea-extent 1\noffset 96\nsize " + MODEL_BYTES + "\n");
  }

  @Test
  void theImageCanBeUnpacked() throws Exception {
    Image image = pack(root, "image");
    long start = ElfTest.endAsTheRuntimesSeeIt(Files.readAllBytes(image.file()));

    unsquashfs(image, start, "-quiet", "-no-progress", "-dest", "unpacked");

    Path unpacked = directory.resolve("unpacked");
    assertThat(unpacked.resolve(MODEL)).hasSameBinaryContentAs(root.resolve(MODEL));
    assertThat(unpacked.resolve("usr/lib/19")).hasSameBinaryContentAs(root.resolve("usr/lib/19"));
    assertThat(Files.readSymbolicLink(unpacked.resolve("link"))).isEqualTo(Path.of("usr/lib/1"));
    assertThat(Files.getLastModifiedTime(unpacked.resolve(MODEL))).isEqualTo(FileTime.from(TIME));
  }

  @Test
  void ownersModesAndTimesAreTheSameForAll() throws Exception {
    Image image = pack(root, "image");
    long start = ElfTest.endAsTheRuntimesSeeIt(Files.readAllBytes(image.file()));

    assertThat(unsquashfs(image, start, "-lln"))
        .filteredOn(line -> line.contains("squashfs-root"))
        .allMatch(
            line ->
                line.matches(
                    "(drwxr-xr-x|-rwxr-xr-x|-rw-r--r--|lrwxrwxrwx) 0/0 +\\d+ 2026-11-20 00:00 .*"))
        .anyMatch(line -> line.startsWith("-rwxr-xr-x") && line.endsWith("/AppRun"))
        .anyMatch(line -> line.startsWith("-rw-r--r--") && line.endsWith("a model.gguf"));
  }

  @Test
  void theSameContentGivesTheSameBytes() throws Exception {
    Path other = assemble("elsewhere");
    Files.setLastModifiedTime(other.resolve("AppRun"), FileTime.fromMillis(0));
    Files.setPosixFilePermissions(
        other.resolve("usr/lib/3"), PosixFilePermissions.fromString("rw-rw----"));

    Image first = pack(root, "first");
    Image second = pack(other, "second");

    assertThat(second.sha256()).isEqualTo(first.sha256());
    assertThat(second.file()).hasSameBinaryContentAs(first.file());
  }

  @Test
  void theLauncherKnowsWhatItCarries() throws Exception {
    Image image = pack(root, "image");
    byte[] bytes = Files.readAllBytes(image.file());
    int start = (int) ElfTest.endAsTheRuntimesSeeIt(bytes);
    MessageDigest digest = Sha256.newDigest();
    digest.update(bytes, start, 96);
    digest.update(bytes, start + 96 + MODEL_BYTES, bytes.length - start - 96 - MODEL_BYTES);

    assertThat(Elf.read(image.file()).sectionBytes(".tea_id")).contains(digest.digest());
    assertThat(Arrays.copyOfRange(bytes, 8, 11)).containsExactly('A', 'I', 2);
  }

  @Test
  void theResultIsExecutableAndHasItsHash() throws Exception {
    Image image = pack(root, "image");

    assertThat(image.file()).isExecutable();
    assertThat(image.bytes()).isEqualTo(Files.size(image.file()));
    assertThat(image.sha256()).isEqualTo(Sha256.of(image.file()));
    assertThat(directory.resolve("image.part")).doesNotExist();
  }

  @Test
  void anInterruptedBuildsLeftoversDoNotMatter() throws Exception {
    Files.write(directory.resolve("image.part"), new byte[10_000_000]);

    assertThat(pack(root, "image").sha256()).isEqualTo(pack(root, "again").sha256());
  }

  @Test
  void refusesARuntimeForAnotherArchitecture() throws Exception {
    byte[] aarch64 = TinyElf.bytes();
    aarch64[18] = (byte) 183;
    Files.write(runtime, aarch64);
    assertThatThrownBy(() -> pack(root, "image"))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            %s: is not an ELF file for x86_64
              Fix: use the ELF file of tea-launcher or of the type-2 runtime for x86_64\
            """,
            runtime);
  }

  @Test
  void refusesARuntimeThatIsNotThere() throws Exception {
    Files.delete(runtime);
    assertThatThrownBy(() -> pack(root, "image"))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            %s: is not an ELF file for x86_64
              Fix: use the ELF file of tea-launcher or of the type-2 runtime for x86_64\
            """,
            runtime);
  }

  @Test
  void refusesABrokenRuntime() throws Exception {
    Files.write(runtime, Arrays.copyOf(TinyElf.bytes(), 200));
    assertThatThrownBy(() -> pack(root, "image"))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            %s: is a truncated ELF file
              Fix: use the ELF file of tea-launcher or of the type-2 runtime for x86_64\
            """,
            runtime);
  }
}
