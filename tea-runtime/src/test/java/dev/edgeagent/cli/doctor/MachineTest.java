package dev.edgeagent.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.cli.doctor.Finding.Status;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {

  @ParameterizedTest
  @CsvSource({"2.31,PROBLEM", "2.33.9,PROBLEM", "2.34,OK", "2.41,OK", "3.0,OK", "2,PROBLEM"})
  void knowsWhichGlibcIsTooOld(String version, Status status) {
    assertThat(Machine.glibc(Optional.of(version)).status()).isEqualTo(status);
  }

  @Test
  void anotherCLibraryIsAWarning() {
    assertThat(Machine.glibc(Optional.empty()).status()).isEqualTo(Status.WARNING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"0;1", "0-1;2", "0-3,8;5", "0-3,8-11;8"})
  void countsTheCpusOfAList(String list, int count) {
    assertThat(Machine.count(list)).isEqualTo(count);
  }
}
