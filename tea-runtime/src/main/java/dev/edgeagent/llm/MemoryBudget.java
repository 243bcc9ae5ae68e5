package dev.edgeagent.llm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How much memory this process may still take: what the machine has available, or less where a
 * control group allows less.
 */
public final class MemoryBudget {

  /**
   * @param bytes {@link Long#MAX_VALUE} where nothing tells
   * @param source for messages: {@code available on this machine}
   */
  public record Amount(long bytes, String source) {}

  private MemoryBudget() {}

  /** Bytes that may be taken now; {@link Long#MAX_VALUE} where nothing tells. */
  public static long available() {
    return now().bytes();
  }

  /** What limits {@link #available()}. */
  public static String source() {
    return now().source();
  }

  /** Both, of one moment. */
  public static Amount now() {
    return of(Path.of("/proc"), Path.of("/"));
  }

  /**
   * @param proc the proc file system
   * @param root in front of the mount points that it names
   */
  static Amount of(Path proc, Path root) {
    Amount machine =
        availableOfMachine(proc)
            .map(bytes -> new Amount(bytes, "available on this machine"))
            .orElse(new Amount(Long.MAX_VALUE, "not known on this system"));
    return ControlGroups.of(proc, root).stream()
        .map(ControlGroups.Group::room)
        .flatMap(Optional::stream)
        .map(bytes -> new Amount(bytes, "left of the memory limit of this control group"))
        .filter(group -> group.bytes() < machine.bytes())
        .min(java.util.Comparator.comparingLong(Amount::bytes))
        .orElse(machine);
  }

  private static Optional<Long> availableOfMachine(Path proc) {
    return lines(proc.resolve("meminfo")).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst();
  }

  /** None where it cannot be read, as outside of Linux. */
  static List<String> lines(Path file) {
    try {
      return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
