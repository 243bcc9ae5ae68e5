package dev.edgeagent.appdir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredJarsTest {
  private static final Instant TIME = Instant.parse("2026-11-20T00:00:01Z");

  @TempDir Path directory;
  private Path out;

  @BeforeEach
  void setUp() throws IOException {
    out = Files.createDirectory(directory.resolve("out"));
  }

  private Path jar(String name, String... entries) throws IOException {
    Path jar = directory.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        if (!entry.endsWith("/")) {
          zip.write(("content of " + entry).repeat(100).getBytes());
        }
      }
    }
    return jar;
  }

  @Test
  void storesTheEntriesInTheirOrder() throws IOException {
    Path jar = jar("a.jar", "META-INF/", "META-INF/MANIFEST.MF", "z.class", "b.class");

    assertThat(new StoredJars(TIME).copy(List.of(jar), out)).containsExactly("a.jar");

    try (ZipFile zip = new ZipFile(out.resolve("a.jar").toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName).collect(Collectors.toList()))
          .containsExactly("META-INF/MANIFEST.MF", "z.class", "b.class");
      assertThat(zip.stream().map(ZipEntry::getMethod).distinct()).containsExactly(ZipEntry.STORED);
      assertThat(zip.getInputStream(zip.getEntry("z.class")).readAllBytes())
          .isEqualTo("content of z.class".repeat(100).getBytes());
    }
    assertThat(Files.getLastModifiedTime(out.resolve("a.jar"))).isEqualTo(FileTime.from(TIME));
  }

  @Test
  void givesTheSameBytesAtAnotherTimeInAnotherZone() throws IOException {
    Path first = Files.createDirectory(out.resolve("1"));
    Path second = Files.createDirectory(out.resolve("2"));
    new StoredJars(TIME).copy(List.of(jar("a.jar", "x", "y")), first);
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      Path again = jar("a.jar", "x", "y");
      Files.setLastModifiedTime(again, FileTime.fromMillis(0));
      new StoredJars(TIME).copy(List.of(again), second);
    } finally {
      TimeZone.setDefault(zone);
    }

    assertThat(second.resolve("a.jar")).hasSameBinaryContentAs(first.resolve("a.jar"));
  }

  @Test
  void leavesASignedJarAsItIs() throws IOException {
    Path jar = jar("a.jar", "META-INF/MANIFEST.MF", "META-INF/KEY.SF", "x");

    new StoredJars(TIME).copy(List.of(jar), out);

    assertThat(out.resolve("a.jar")).hasSameBinaryContentAs(jar);
    assertThat(Files.getLastModifiedTime(out.resolve("a.jar"))).isEqualTo(FileTime.from(TIME));
  }

  @Test
  void doesNotLoseOneOfTwoJarsOfTheSameName() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    List<Path> jars =
        List.of(jar("a.jar", "x"), Files.copy(jar("a.jar", "y"), other.resolve("a.jar")));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoredJars(TIME).copy(jars, out))
        .withMessage("two jars are called a.jar");
  }
}
