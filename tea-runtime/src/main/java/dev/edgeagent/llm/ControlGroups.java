package dev.edgeagent.llm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The memory control groups that this process is in, version 1 and 2: its own and those around it
 * (the kernel's admin-guide/cgroup-v1/memory.rst and cgroup-v2.rst, and proc(5) on mountinfo).
 */
final class ControlGroups {

  /**
   * A group's directory.
   *
   * @param isVersion2 what its files are called
   */
  record Group(Path directory, boolean isVersion2) {

    /**
     * Bytes that its processes may still take; empty if it sets no limit. What they have of files
     * in memory does not count as taken: the kernel drops that when they need more, and a mapped
     * model is such a file.
     */
    Optional<Long> room() {
      String limit = isVersion2 ? "memory.max" : "memory.limit_in_bytes";
      String usage = isVersion2 ? "memory.current" : "memory.usage_in_bytes";
      List<String> files =
          isVersion2
              ? List.of("inactive_file", "active_file")
              : List.of("total_inactive_file", "total_active_file");
      Long most = number(limit);
      Long used = number(usage);
      if (most == null || used == null || most >= 1L << 60) {
        return Optional.empty();
      }
      long ofFiles =
          MemoryBudget.lines(directory.resolve("memory.stat")).stream()
              .map(line -> line.split(" "))
              .filter(pair -> pair.length == 2 && files.contains(pair[0]))
              .mapToLong(pair -> Long.parseLong(pair[1]))
              .sum();
      return Optional.of(Math.max(0, most - Math.max(0, used - ofFiles)));
    }

    private @Nullable Long number(String file) {
      List<String> lines = MemoryBudget.lines(directory.resolve(file));
      return lines.size() == 1 && lines.getFirst().matches("\\d{1,18}")
          ? Long.valueOf(lines.getFirst())
          : lines.size() == 1 && lines.getFirst().matches("\\d{19,}") ? Long.MAX_VALUE : null;
    }
  }

  private ControlGroups() {}

  /** Innermost first. */
  static List<Group> of(Path proc, Path root) {
    List<Group> groups = new ArrayList<>();
    for (String line : MemoryBudget.lines(proc.resolve("self/cgroup"))) {
      String[] parts = line.split(":", 3); // 4:memory:/user, or 0::/user
      if (parts.length == 3 && parts[1].isEmpty()) {
        groups.addAll(around(mount(proc, true), parts[2], root, true));
      } else if (parts.length == 3 && Arrays.asList(parts[1].split(",")).contains("memory")) {
        groups.addAll(around(mount(proc, false), parts[2], root, false));
      }
    }
    return groups;
  }

  /**
   * @param inside the part of the hierarchy that is mounted, {@code /} for all of it
   */
  private record Mount(String inside, String point) {}

  private static @Nullable Mount mount(Path proc, boolean isVersion2) {
    for (String line : MemoryBudget.lines(proc.resolve("self/mountinfo"))) {
      String[] sides = line.split(" - ", 2);
      String[] left = sides[0].split(" ", -1);
      if (sides.length == 2 && left.length > 4) {
        String[] right = sides[1].split(" ", -1);
        boolean isIt =
            isVersion2
                ? right[0].equals("cgroup2")
                : right[0].equals("cgroup")
                    && Arrays.asList(right[right.length - 1].split(",")).contains("memory");
        if (isIt) {
          return new Mount(left[3], left[4]);
        }
      }
    }
    return null;
  }

  private static List<Group> around(
      @Nullable Mount mount, String group, Path root, boolean isVersion2) {
    if (mount == null) {
      return List.of();
    }
    Path top = root.resolve(mount.point().substring(1)).normalize();
    // In a container the mount may begin at the container's own group.
    String below =
        mount.inside().equals("/")
            ? group
            : group.startsWith(mount.inside()) ? group.substring(mount.inside().length()) : "";
    Path directory = top.resolve(below.replaceFirst("^/+", "")).normalize();
    if (!directory.startsWith(top) || !Files.isDirectory(directory)) {
      directory = top;
    }
    List<Group> groups = new ArrayList<>();
    for (Path at = directory; at != null && at.startsWith(top); at = at.getParent()) {
      groups.add(new Group(at, isVersion2));
    }
    return groups;
  }
}
