package dev.edgeagent.llm.jllama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.edgeagent.llm.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the library comes from, and what it needs. */
class JllamaLibraryTest {

  private static final byte[] CODE = {1, 2, 3};

  @TempDir Path directory;
  private Path own;

  @BeforeEach
  void requirePosix() {
    assumeTrue(
        directory.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "needs POSIX permissions");
    own = directory.resolve("own");
  }

  @Test
  void unpacksWhereOnlyTheUserCanWrite() throws Exception {
    Path file = PrivateFile.of(own, "lib.so", CODE);
    assertThat(file).hasBinaryContent(CODE);
    assertThat(Files.getPosixFilePermissions(own))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(own.toFile().list()).containsExactly("lib.so");
  }

  @Test
  void replacesAFileThatIsAnotherOne() throws Exception {
    Path file = PrivateFile.of(own, "lib.so", CODE);
    Files.write(file, new byte[] {6, 6, 6});
    assertThat(PrivateFile.of(own, "lib.so", CODE)).hasBinaryContent(CODE);

    Path elsewhere = Files.write(directory.resolve("elsewhere"), CODE);
    Files.delete(file);
    Files.createSymbolicLink(file, elsewhere);
    assertThat(PrivateFile.of(own, "lib.so", CODE)).isRegularFile();
    assertThat(Files.isSymbolicLink(file)).isFalse();
  }

  @Test
  void refusesADirectoryThatOthersCanReach() throws Exception {
    Files.createDirectory(own);
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatIOException()
        .isThrownBy(() -> PrivateFile.of(own, "lib.so", CODE))
        .withMessage(own + ": others can reach it; chmod 700 it, or delete it");
  }

  @Test
  void refusesALinkInTheDirectorysPlace() throws Exception {
    Files.createSymbolicLink(own, Files.createDirectory(directory.resolve("elsewhere")));
    assertThatIOException()
        .isThrownBy(() -> PrivateFile.of(own, "lib.so", CODE))
        .withMessage(own + ": is not a directory");
  }

  @Test
  void saysWhatTheCpuLacks() throws Exception {
    Path cpuInfo = directory.resolve("cpuinfo");
    Files.writeString(cpuInfo, "processor\t: 0\nflags\t\t: fpu avx f16c\nprocessor\t: 1\n");
    ModelException e =
        catchThrowableOfType(ModelException.class, () -> CpuFeatures.require(cpuInfo));
    assertThat(e)
        .hasMessage(
            "engine 'jllama' needs a CPU with AVX2, FMA and F16C; this one is without avx2, fma");

    Files.writeString(cpuInfo, "flags\t\t: fpu avx avx2 f16c fma\n");
    CpuFeatures.require(cpuInfo);
    Files.writeString(cpuInfo, "Features\t: fp asimd\n");
    CpuFeatures.require(cpuInfo);
    CpuFeatures.require(directory.resolve("none"));
  }

  @Test
  void saysWhichPackageHasWhatIsMissing() {
    assertThat(
            JllamaLibrary.fix(
                "libjllama.so: libgomp.so.1: cannot open shared object file: No such file"))
        .isEqualTo("install GCC's OpenMP library: apt-get install libgomp1, or dnf install libgomp");
  }

  @Test
  void namesSystemsAsTheJarDoes() {
    assertThat(JllamaLibrary.system("Linux")).isEqualTo("Linux");
    assertThat(JllamaLibrary.system("Mac OS X")).isEqualTo("Mac");
    assertThat(JllamaLibrary.system("Windows 11")).isEqualTo("Windows");
    assertThat(JllamaLibrary.architecture("amd64")).isEqualTo("x86_64");
    assertThat(JllamaLibrary.architecture("aarch64")).isEqualTo("aarch64");
  }
}
