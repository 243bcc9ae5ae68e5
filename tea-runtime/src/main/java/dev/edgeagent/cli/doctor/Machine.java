package dev.edgeagent.cli.doctor;

import dev.edgeagent.llm.MemoryBudget;
import dev.edgeagent.llm.MemoryPlan;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.PhysicalCores;
import dev.edgeagent.llm.llamacpp.NativePlatform;
import dev.edgeagent.llm.llamacpp.NativePlatform.CpuVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The machine: its C library, processor, memory, and what of it this process may use. */
public final class Machine {

  private static final long SMALL_MEMORY = 1L << 30;

  private final Path natives;
  private final Path proc;

  /**
   * @param natives the directory of llama.cpp's libraries
   */
  public Machine(Path natives) {
    this(natives, Path.of("/proc"));
  }

  Machine(Path natives, Path proc) {
    this.natives = natives;
    this.proc = proc;
  }

  /** Loads llama.cpp's libraries, but no model. */
  public List<Finding> check() {
    return List.of(glibc(NativePlatform.glibcVersion()), engine(), compiler(), threads(), memory());
  }

  static Finding glibc(Optional<String> version) {
    if (version.isEmpty()) {
      return Finding.warning(
          "glibc",
          "this system's C library is another one, and llama.cpp's libraries need glibc",
          "use a Linux with glibc " + NativePlatform.LEAST_GLIBC + " or newer");
    }
    String text = version.get() + " (" + NativePlatform.LEAST_GLIBC + " or newer is needed)";
    return isAtLeast(version.get(), NativePlatform.LEAST_GLIBC)
        ? Finding.ok("glibc", text)
        : Finding.problem(
            "glibc", text, "use Ubuntu 22.04, Debian 12, Fedora 35, RHEL 9, or a newer one");
  }

  private static boolean isAtLeast(String version, String least) {
    String[] have = version.split("\\D+", -1);
    String[] need = least.split("\\D+", -1);
    int major = Integer.compare(Integer.parseInt(have[0]), Integer.parseInt(need[0]));
    return major > 0
        || (major == 0
            && have.length > 1
            && Integer.parseInt(have[1]) >= Integer.parseInt(need[1]));
  }

  private Finding engine() {
    if (!Files.isDirectory(natives)) {
      return Finding.warning(
          "processor",
          processor() + "; llama.cpp's libraries are not in " + natives,
          "start tea through its AppImage or script/tea; elsewhere the portable engine is taken");
    }
    try {
      List<CpuVariant> all = NativePlatform.cpuVariants(natives);
      if (all.isEmpty() || all.getFirst().score() == 0) {
        return Finding.problem(
            "processor",
            processor() + "; none of llama.cpp's libraries in " + natives + " is for it",
            "get the AppImage for this architecture: " + System.getProperty("os.arch"));
      }
      long usable = all.stream().filter(variant -> variant.score() > 0).count();
      return Finding.ok(
          "processor",
          "%s; llama.cpp takes its variant %s (%d of %d can run here)"
              .formatted(processor(), all.getFirst().name(), usable, all.size()));
    } catch (ModelException e) {
      return Finding.problem("processor", String.valueOf(e.getMessage()), e.fix());
    }
  }

  private String processor() {
    return lines("cpuinfo").stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  /** After the engine's libraries are loaded. */
  private static Finding compiler() {
    return NativePlatform.loaded("libstdc++.so.6")
        .map(file -> Finding.ok("libstdc++", file.toString()))
        .orElse(Finding.ok("libstdc++", "not loaded"));
  }

  private Finding threads() {
    int threads = PhysicalCores.usable();
    int usable = Runtime.getRuntime().availableProcessors();
    String allowed =
        lines("self/status").stream()
            .filter(line -> line.startsWith("Cpus_allowed_list:"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("");
    String text = threads + (threads == 1 ? " thread" : " threads") + " for the model; ";
    text += usable + (usable == 1 ? " CPU" : " CPUs");
    if (allowed.isEmpty()) {
      return Finding.ok("threads", text);
    }
    int cpus = count(allowed);
    return Finding.ok(
        "threads",
        text
            + (usable < cpus ? " by the quota of a control group, of " : ", which are ")
            + allowed);
  }

  /** How many CPUs a list such as {@code 0-3,8} has. */
  static int count(String list) {
    int count = 0;
    for (String range : list.split(",", -1)) {
      String[] ends = range.strip().split("-", -1);
      count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
    }
    return count;
  }

  private static Finding memory() {
    MemoryBudget.Amount amount = MemoryBudget.now();
    if (amount.bytes() == Long.MAX_VALUE) {
      return Finding.ok("memory", amount.source());
    }
    String text = MemoryPlan.mib(amount.bytes()) + " " + amount.source();
    return amount.bytes() >= SMALL_MEMORY
        ? Finding.ok("memory", text)
        : Finding.warning("memory", text, "close programs, or raise the limit");
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(proc.resolve(file));
    } catch (IOException e) {
      return List.of(); // no procfs: what is not known is not told
    }
  }
}
