package dev.edgeagent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** An architecture that AppImages are built for, named as {@code uname -m} names it. */
public enum Arch {
  X86_64("x86_64", "amd64", 62),
  AARCH64("aarch64", "arm64", 183);

  private static final byte[] ELF_MAGIC = {0x7f, 'E', 'L', 'F'};
  private static final int E_MACHINE = 18;

  private final String id;
  private final String debianId;
  private final int elfMachine;

  Arch(String id, String debianId, int elfMachine) {
    this.id = id;
    this.debianId = debianId;
    this.elfMachine = elfMachine;
  }

  /** The architecture of the machine that this runs on. */
  public static Arch host() throws BuildFailure {
    return parse(System.getProperty("os.arch"));
  }

  /**
   * Accepts {@code x86_64} and {@code aarch64}, and Debian's and Java's {@code amd64} and {@code
   * arm64}.
   */
  public static Arch parse(String name) throws BuildFailure {
    return named(name)
        .orElseThrow(
            () ->
                new BuildFailure(
                    "arch: '" + name + "' is not an architecture that AppImages are built for",
                    "use one of "
                        + Arrays.stream(values()).map(Arch::id).collect(Collectors.joining(", "))));
  }

  /** The architecture of that name in any of the usual spellings. */
  public static Optional<Arch> named(String name) {
    return Arrays.stream(values())
        .filter(arch -> arch.id.equals(name) || arch.debianId.equals(name))
        .findFirst();
  }

  /** The architecture of an ELF file; empty for any other file and any other machine. */
  public static Optional<Arch> ofElf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] header = in.readNBytes(E_MACHINE + 2);
      if (header.length < E_MACHINE + 2
          || !Arrays.equals(header, 0, ELF_MAGIC.length, ELF_MAGIC, 0, ELF_MAGIC.length)) {
        return Optional.empty();
      }
      int machine = (header[E_MACHINE] & 0xff) | (header[E_MACHINE + 1] & 0xff) << 8;
      return Arrays.stream(values()).filter(arch -> arch.elfMachine == machine).findFirst();
    }
  }

  /** {@code x86_64} or {@code aarch64}. */
  public String id() {
    return id;
  }

  /** The name that Debian gives it, {@code amd64} or {@code arm64}. */
  public String debianId() {
    return debianId;
  }

  /** The name of its multiarch directories, for example {@code x86_64-linux-gnu}. */
  public String triplet() {
    return id + "-linux-gnu";
  }

  /** The classifier of its Maven artifacts, for example {@code linux-x86_64}. */
  public String classifier() {
    return "linux-" + id;
  }

  @Override
  public String toString() {
    return id;
  }
}
