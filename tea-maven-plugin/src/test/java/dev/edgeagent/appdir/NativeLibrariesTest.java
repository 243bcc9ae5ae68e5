package dev.edgeagent.appdir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.Arch;
import dev.edgeagent.BuildFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NativeLibrariesTest {
  @TempDir Path directory;
  private Path usrLib;

  @BeforeEach
  void setUp() throws IOException {
    usrLib = Files.createDirectory(directory.resolve("lib"));
  }

  private static byte[] elf(Arch arch) {
    byte[] header = new byte[64];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1}, 0, header, 0, 6);
    header[18] = (byte) (arch == Arch.X86_64 ? 62 : 183);
    return header;
  }

  private Path nativesJar(Map<String, byte[]> entries) throws IOException {
    Path jar = directory.resolve("natives.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return jar;
  }

  @Test
  void unpacksTheLibrariesAndNothingElse() throws Exception {
    Path jar =
        nativesJar(
            Map.of(
                "libllama.v0.5.0.so", elf(Arch.X86_64),
                "LICENSE", new byte[1],
                "META-INF/libevil.so", elf(Arch.X86_64),
                "../libevil.so", elf(Arch.X86_64)));

    new NativeLibraries(Arch.X86_64).unpack(jar, usrLib);

    assertThat(directory).isDirectoryNotContaining("glob:**/libevil.so");
    assertThat(usrLib)
        .isDirectoryContaining("glob:**/libllama.v0.5.0.so")
        .satisfies(lib -> assertThat(lib.toFile().list()).hasSize(1));
  }

  @Test
  void refusesLibrariesOfAnotherArchitecture() throws IOException {
    Path jar = nativesJar(Map.of("libggml-base.so", elf(Arch.AARCH64)));

    assertThatThrownBy(() -> new NativeLibraries(Arch.X86_64).unpack(jar, usrLib))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            %s: libggml-base.so is not a library for x86_64
              Fix: build tea-natives again: mvn install -pl tea-natives\
            """,
            jar);
  }

  @Test
  void refusesAnEmptyJar() throws IOException {
    Path jar = nativesJar(Map.of("LICENSE", new byte[1]));

    assertThatThrownBy(() -> new NativeLibraries(Arch.X86_64).unpack(jar, usrLib))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            %s: has no library
              Fix: build tea-natives again: mvn install -pl tea-natives\
            """,
            jar);
  }

  @Test
  void copiesTheCompilersLibrariesUnderTheirSonames() throws Exception {
    Path root = directory.resolve("root");
    Path cross = Files.createDirectories(root.resolve("usr/aarch64-linux-gnu/lib"));
    Files.write(cross.resolve("libstdc++.so.6.0.30"), elf(Arch.AARCH64));
    Files.createSymbolicLink(cross.resolve("libstdc++.so.6"), Path.of("libstdc++.so.6.0.30"));
    Files.write(cross.resolve("libgcc_s.so.1"), elf(Arch.AARCH64));
    // Found earlier, but not what is wanted.
    Path own = Files.createDirectories(root.resolve("usr/lib64"));
    Files.write(own.resolve("libstdc++.so.6"), elf(Arch.X86_64));

    new NativeLibraries(Arch.AARCH64, root).copyCompilerLibraries(usrLib);

    assertThat(usrLib.resolve("fallback/libstdc++.so.6"))
        .isRegularFile()
        .hasBinaryContent(elf(Arch.AARCH64));
    assertThat(Files.isSymbolicLink(usrLib.resolve("fallback/libstdc++.so.6"))).isFalse();
    assertThat(usrLib.resolve("fallback/libgcc_s.so.1")).isRegularFile();
  }

  @Test
  void findsTheLibrariesOfThisMachine() throws Exception {
    new NativeLibraries(Arch.host()).copyCompilerLibraries(usrLib);

    assertThat(usrLib.resolve("fallback/libstdc++.so.6")).isRegularFile();
  }

  @ParameterizedTest
  @EnumSource
  void saysHowToGetMissingLibraries(Arch arch) throws Exception {
    String packages =
        arch == Arch.host()
            ? "libstdc++6 libgcc-s1"
            : "libstdc++6-%1$s-cross libgcc-s1-%1$s-cross".formatted(arch.debianId());

    assertThatThrownBy(() -> new NativeLibraries(arch, directory).copyCompilerLibraries(usrLib))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            libstdc++.so.6: this machine has none for %s
              Fix: apt install %s, or your distribution's packages of the C++ run-time library\
            """,
            arch, packages);
  }
}
