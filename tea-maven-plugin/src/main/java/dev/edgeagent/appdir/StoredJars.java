package dev.edgeagent.appdir;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies jars without compression and with fixed times, so that the squashfs compresses their
 * classes instead of deflate's noise.
 *
 * <p>Their modification times matter beyond reproducibility: the JVM accepts a start-up archive
 * only while every jar has the time and the size that it had when the archive was made.
 */
final class StoredJars {
  private final Instant time;

  StoredJars(Instant time) {
    this.time = time;
  }

  /** Writes the jars into a directory, under their own names; returns these in the same order. */
  List<String> copy(List<Path> jars, Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path jar : jars) {
      Path target = directory.resolve(jar.getFileName());
      if (names.contains(target.getFileName().toString())) {
        throw new IllegalArgumentException("two jars are called " + target.getFileName());
      }
      copy(jar, target);
      Files.setLastModifiedTime(target, FileTime.from(time));
      names.add(target.getFileName().toString());
    }
    return names;
  }

  private void copy(Path jar, Path target) throws IOException {
    try (ZipFile in = new ZipFile(jar.toFile())) {
      List<ZipEntry> entries =
          new ArrayList<>(
              Collections.list(in.entries()).stream().map(ZipEntry.class::cast).toList());
      if (entries.stream().anyMatch(StoredJars::isSignature)) {
        Files.copy(jar, target);
        return;
      }
      try (ZipOutputStream out =
          new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
        for (ZipEntry entry : entries) {
          // The order stays: META-INF/MANIFEST.MF must come first. Directories are no use at run
          // time.
          if (!entry.isDirectory()) {
            store(entry.getName(), in.getInputStream(entry), out);
          }
        }
      }
    }
  }

  private void store(String name, InputStream content, ZipOutputStream out) throws IOException {
    byte[] bytes = content.readAllBytes();
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    // A local time, as the format has it: independent of the machine's time zone.
    entry.setTimeLocal(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  private static boolean isSignature(ZipEntry entry) {
    String name = entry.getName().toUpperCase(Locale.ROOT);
    return name.startsWith("META-INF/") && name.endsWith(".SF");
  }
}
