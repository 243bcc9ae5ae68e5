package dev.edgeagent.llm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** How many threads serve llama.cpp best: more than one on a core only get in each other's way. */
public final class PhysicalCores {

  private static final long BYTES_PER_THREAD = 32 << 20;

  private static final Path CPUS = Path.of("/sys/devices/system/cpu");

  private PhysicalCores() {}

  /**
   * The machine's physical cores, or fewer where affinity or a cgroup quota allow the process fewer
   * CPUs.
   */
  public static int usable() {
    int allowed = Runtime.getRuntime().availableProcessors(); // knows affinity and quota
    return Math.max(1, Math.min(allowed, physical(CPUS, allowed)));
  }

  /**
   * The threads for a model: one for each usable core, fewer for a small model, whose threads would
   * wait for each other more than they compute.
   *
   * @param bytes of its file
   */
  public static int usableFor(long bytes) {
    return Math.clamp(bytes / BYTES_PER_THREAD, 1, usable());
  }

  /**
   * Counts the distinct sets of hardware threads that share a core; {@code unknown} where the
   * kernel does not tell.
   */
  static int physical(Path cpus, int unknown) {
    Set<String> cores = new HashSet<>();
    try (Stream<Path> entries = Files.list(cpus)) {
      for (Path cpu : entries.filter(e -> e.getFileName().toString().matches("cpu\\d+")).toList()) {
        Path siblings = cpu.resolve("topology/thread_siblings_list");
        if (Files.isReadable(siblings)) {
          cores.add(Files.readString(siblings).strip());
        }
      }
    } catch (IOException e) {
      return unknown; // no sysfs, as in some sandboxes
    }
    return cores.isEmpty() ? unknown : cores.size();
  }
}
