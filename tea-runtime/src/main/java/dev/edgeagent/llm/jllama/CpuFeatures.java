package dev.edgeagent.llm.jllama;

import dev.edgeagent.llm.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What the library's code asks of an x86 CPU, where one that lacks it ends the process. */
final class CpuFeatures {

  private static final List<String> NEEDED = List.of("avx2", "fma", "f16c");

  private CpuFeatures() {}

  /**
   * @param cpuInfo {@code /proc/cpuinfo}; a system without it is not checked
   * @throws ModelException if the CPU is an x86 one that cannot run the library
   */
  static void require(Path cpuInfo) throws ModelException {
    String text;
    try {
      text = Files.readString(cpuInfo);
    } catch (IOException e) {
      return; // not Linux
    }
    List<String> missing =
        text.lines()
            .filter(line -> line.startsWith("flags"))
            .limit(1)
            .map(line -> Set.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+")))
            .flatMap(flags -> NEEDED.stream().filter(flag -> !flags.contains(flag)))
            .toList();
    if (!missing.isEmpty()) {
      throw new ModelException(
          "engine 'jllama' needs a CPU with AVX2, FMA and F16C; this one is without "
              + String.join(", ", missing),
          "use engine: llamacpp, which has code for older CPUs, too");
    }
  }
}
