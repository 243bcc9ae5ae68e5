package dev.edgeagent.appimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.process.ExternalTool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a program of this machine, and on one that is made up here byte by byte. */
final class ElfTest {
  private static final Path PROGRAM = Path.of("/bin/echo");

  @TempDir Path directory;

  /** The rule as the stock runtime states it, independently of the class under test. */
  static long endAsTheRuntimesSeeIt(byte[] file) {
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long shoff = header.getLong(0x28);
    int shentsize = header.getShort(0x3a) & 0xffff;
    int shnum = header.getShort(0x3c) & 0xffff;
    int last = (int) shoff + shentsize * (shnum - 1);
    long lastSectionEnd = header.getLong(last + 0x18) + header.getLong(last + 0x20);
    return Math.max(shoff + (long) shentsize * shnum, lastSectionEnd);
  }

  @Test
  void endsWhereTheRuntimesLook() throws IOException {
    assertThat(Elf.read(PROGRAM).end())
        .isEqualTo(endAsTheRuntimesSeeIt(Files.readAllBytes(PROGRAM)));
  }

  @Test
  void paddingAlignsWhatFollows() throws IOException {
    Elf elf = Elf.read(PROGRAM);

    Elf padded = elf.padded(4096, 96);

    assertThat((padded.end() + 96) % 4096).isZero();
    assertThat(padded.end()).isBetween(elf.end(), elf.end() + 2 * 4096);
    assertThat(padded.toByteArray()).hasSize((int) padded.end());
    assertThat(endAsTheRuntimesSeeIt(padded.toByteArray())).isEqualTo(padded.end());
  }

  @Test
  void aPaddedProgramStillRuns() throws Exception {
    Elf padded = Elf.read(PROGRAM).padded(4096, 96).withAppImageMagic();
    Path file = Files.write(directory.resolve("program"), padded.toByteArray());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(Files.readAllBytes(file)).containsSequence('A', 'I', 2);
    assertThat(new ExternalTool("program", file).run("still", "runs").output())
        .containsExactly("still runs");
  }

  @Test
  void sectionsAreFoundAfterPadding() throws IOException {
    Elf elf = Elf.read(PROGRAM);

    assertThat(elf.sectionBytes(".interp")).isPresent();
    assertThat(elf.padded(4096, 96).sectionBytes(".interp"))
        .hasValueSatisfying(
            bytes -> assertThat(bytes).isEqualTo(elf.sectionBytes(".interp").orElseThrow()));
    assertThat(elf.sectionBytes(".int")).isEmpty();
    assertThat(elf.sectionBytes(".tea_id")).isEmpty();
  }

  @Test
  void aSectionCanBeFilled() throws IOException {
    byte[] id = new byte[32];
    Arrays.fill(id, (byte) 0xab);
    Elf elf = Elf.read(Files.write(directory.resolve("elf"), TinyElf.bytes()));

    Elf filled = elf.withSection(".tea_id", id).orElseThrow();

    assertThat(filled.sectionBytes(".tea_id")).contains(id);
    assertThat(elf.sectionBytes(".tea_id")).as("the original").contains(new byte[32]);
    assertThat(elf.withSection(".other", id)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> elf.withSection(".tea_id", new byte[31]))
        .withMessage("section .tea_id has no place for 31 bytes");
  }

  @Test
  void bytesAfterTheElfAreNotTaken() throws IOException {
    byte[] tiny = TinyElf.bytes();
    byte[] withTail = Arrays.copyOf(tiny, tiny.length + 100);
    withTail[tiny.length] = 1;

    Elf elf = Elf.read(Files.write(directory.resolve("elf"), withTail));

    assertThat(elf.toByteArray()).isEqualTo(tiny);
    assertThat(elf.padded(4096, 96).toByteArray()[tiny.length]).isZero();
  }

  @Test
  void refusesWhatIsNotAnElf() throws IOException {
    Path text = Files.writeString(directory.resolve("text"), "#!/bin/sh\n" + " ".repeat(100));
    assertThatThrownBy(() -> Elf.read(text))
        .isInstanceOf(Elf.NotAnElf.class)
        .hasMessage("not a 64-bit little-endian ELF file");

    byte[] tiny = TinyElf.bytes();
    Path half = Files.write(directory.resolve("half"), Arrays.copyOf(tiny, tiny.length - 1));
    assertThatThrownBy(() -> Elf.read(half))
        .isInstanceOf(Elf.NotAnElf.class)
        .hasMessage("a truncated ELF file");

    byte[] stripped = tiny.clone();
    Arrays.fill(stripped, 0x28, 0x30, (byte) 0);
    Path bare = Files.write(directory.resolve("bare"), stripped);
    assertThatThrownBy(() -> Elf.read(bare))
        .isInstanceOf(Elf.NotAnElf.class)
        .hasMessage("an ELF file without a section header table");
  }
}
