package dev.edgeagent;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A size for people to read: three digits and a decimal unit.
 *
 * @param bytes at least 0
 */
public record Size(long bytes) {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

  public Size {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: " + bytes);
    }
  }

  /** The size of a file, or the sum of all files in a directory; symbolic links count nothing. */
  public static Size of(Path path) throws IOException {
    long sum = 0;
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(file -> Files.isRegularFile(file, NOFOLLOW_LINKS)).toList()) {
        sum += Files.size(file);
      }
    }
    return new Size(sum);
  }

  /** For example {@code 4.54 GB}. */
  @Override
  public String toString() {
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    double value = bytes;
    int unit = -1;
    // 999.5 and not 1000: what would be rounded up to "1000 kB" is "1.00 MB".
    while (unit + 1 < UNITS.length && (unit < 0 || value >= 999.5)) {
      value /= 1000;
      unit++;
    }
    int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f %s", value, UNITS[unit]);
  }
}
