package dev.edgeagent.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
}
