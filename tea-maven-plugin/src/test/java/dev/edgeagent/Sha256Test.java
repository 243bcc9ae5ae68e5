package dev.edgeagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Sha256Test {

  @Test
  void readsAWholeFile(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("zeros"), new byte[3_000_000]);

    assertThat(Sha256.of(file))
        .hasToString("35bce4eae54ec8e6cc2868baa8d157914d6ae2858811b4cc0c078c94460fa26f");
  }

  @Test
  void rejectsOtherLengths() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sha256("ab".repeat(31) + "a"))
        .withMessage("sha256 must be 64 hex digits, got 63");
  }

  @Test
  void rejectsOtherDigits() {
    String upper = "AB".repeat(32);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sha256(upper))
        .withMessage("sha256 must be 64 lower-case hex digits, got '" + upper + "'");
  }
}
