package dev.edgeagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SizeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "999, 999 bytes",
    "1000, 1.00 kB",
    "9994, 9.99 kB",
    "9995, 10.0 kB",
    "99949, 99.9 kB",
    "99950, 100 kB",
    "999499, 999 kB",
    "999500, 1.00 MB",
    "4539054208, 4.54 GB",
    "9223372036854775807, 9223372 TB"
  })
  void hasThreeDigitsAndAUnit(long bytes, String text) {
    assertThat(new Size(bytes)).hasToString(text);
  }

  @Test
  void ofADirectoryIsTheSumOfItsFiles(@TempDir Path directory) throws IOException {
    Files.write(directory.resolve("a"), new byte[10]);
    Files.write(Files.createDirectory(directory.resolve("d")).resolve("b"), new byte[32]);
    Files.createSymbolicLink(directory.resolve("link"), Path.of("a"));

    assertThat(Size.of(directory)).isEqualTo(new Size(42));
  }
}
