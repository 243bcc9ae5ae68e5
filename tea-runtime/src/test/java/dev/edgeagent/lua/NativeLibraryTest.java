package dev.edgeagent.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibraryTest {

  @ParameterizedTest
  @CsvSource({
    "Linux,amd64,liblua5464.so",
    "Linux,aarch64,liblua54arm64.so",
    "Mac OS X,aarch64,liblua54arm64.dylib",
    "Mac OS X,x86_64,liblua5464.dylib",
    "Windows 11,amd64,lua5464.dll"
  })
  void theJarHasTheLibraryOf(String system, String architecture, String name) {
    assertThat(NativeLibrary.fileName(system, architecture)).isEqualTo(name);
    assertThat(NativeLibrary.class.getResource("/" + name)).isNotNull();
  }

  @Test
  void unpackingLeavesNothingBehind() throws Exception {
    assertThat(NativeLibrary.load().find("lua_newstate")).isPresent();
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(files.filter(f -> f.getFileName().toString().startsWith("tea-lua-"))).isEmpty();
    }
  }

  @Test
  void aDirectoryThatIsNamedComesFirst(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve(hostName()), "no library");
    System.setProperty("tea.lua.natives", directory.toString());
    try {
      LuaException failure = catchThrowableOfType(LuaException.class, NativeLibrary::load);
      assertThat(failure.kind()).isEqualTo(LuaException.Kind.UNAVAILABLE);
      assertThat(failure).hasMessageStartingWith("Lua's library " + file + " cannot be loaded: ");
      assertThat(failure.fix())
          .isEqualTo(
              "use the file of this machine's architecture, on a file system that is not noexec");
      try (InputStream library = NativeLibrary.class.getResourceAsStream("/" + hostName())) {
        Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
      }
      assertThat(NativeLibrary.load().find("lua_newstate")).isPresent();
    } finally {
      System.clearProperty("tea.lua.natives");
    }
  }

  private static String hostName() {
    return NativeLibrary.fileName(System.getProperty("os.name"), System.getProperty("os.arch"));
  }
}
