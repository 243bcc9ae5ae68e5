package dev.edgeagent.cli.doctor;

import dev.edgeagent.llm.MemoryPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The program itself: from where it runs, and where it keeps what it unpacks. */
public final class Installation {

  /** What the launcher unpacks, and as much again while it does. */
  private static final long NEEDED = 200L << 20;

  private final String version;
  private final Map<String, String> environment;
  private final Path cache;

  /**
   * @param version of tea
   * @param environment the process's variables
   * @param cache {@code ~/.cache/tea}
   */
  public Installation(String version, Map<String, String> environment, Path cache) {
    this.version = version;
    this.environment = environment;
    this.cache = cache;
  }

  /** Changes nothing. */
  public List<Finding> check() {
    return List.of(program(), cache());
  }

  private Finding program() {
    String text = "tea " + version + ", Java " + System.getProperty("java.version");
    String appImage = environment.get("APPIMAGE");
    String appDir = environment.get("APPDIR");
    if (appImage != null && !Files.isReadable(Path.of(appImage))) {
      return Finding.problem(
          "program",
          text + ", but its AppImage is gone: " + appImage,
          "start it again from where it is now");
    }
    if (appDir == null) {
      return Finding.ok("program", text + ", not an AppImage");
    }
    String from = appImage == null ? "an unpacked AppImage" : appImage;
    return Finding.ok(
        "program",
        text + ", " + from + (isMounted(appDir) ? ", mounted at " : ", unpacked in ") + appDir);
  }

  private static boolean isMounted(String directory) {
    try {
      return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
          .map(line -> line.split(" "))
          .anyMatch(parts -> parts.length > 4 && parts[4].equals(directory));
    } catch (IOException e) {
      return false;
    }
  }

  private Finding cache() {
    Path there = existing(cache);
    if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
      return Finding.problem(
          "cache",
          cache + " cannot be written",
          "set XDG_CACHE_HOME to a directory of yours, or make this one writable");
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      String text = cache + ", " + MemoryPlan.mib(free) + " free";
      return free >= NEEDED
          ? Finding.ok("cache", text)
          : Finding.warning(
              "cache", text, "free some space: an AppImage unpacks 100 MiB at its first start");
    } catch (IOException e) {
      return Finding.warning("cache", cache + ": " + e, "check the file system that it is on");
    }
  }

  private static @Nullable Path existing(Path path) {
    Path there = path.toAbsolutePath();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there;
  }
}
