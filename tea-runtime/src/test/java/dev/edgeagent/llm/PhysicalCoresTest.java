package dev.edgeagent.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhysicalCoresTest {

  @TempDir Path cpus;

  @Test
  void countsHardwareThreadsOfOneCoreOnce() throws Exception {
    for (int cpu = 0; cpu < 8; cpu++) {
      Path topology = Files.createDirectories(cpus.resolve("cpu" + cpu + "/topology"));
      Files.writeString(
          topology.resolve("thread_siblings_list"), cpu % 4 + "," + (cpu % 4 + 4) + "\n");
    }
    Files.createDirectories(cpus.resolve("cpufreq"));
    assertThat(PhysicalCores.physical(cpus, 99)).isEqualTo(4);
  }

  @Test
  void saysWhatItIsToldWhereTheKernelIsSilent() {
    assertThat(PhysicalCores.physical(cpus, 3)).isEqualTo(3);
    assertThat(PhysicalCores.physical(cpus.resolve("none"), 3)).isEqualTo(3);
    assertThat(PhysicalCores.usable()).isBetween(1, Runtime.getRuntime().availableProcessors());
  }
}
