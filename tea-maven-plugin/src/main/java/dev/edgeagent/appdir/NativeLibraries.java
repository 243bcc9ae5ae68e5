package dev.edgeagent.appdir;

import dev.edgeagent.Arch;
import dev.edgeagent.BuildFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The libraries in {@code usr/lib}: the engine's, and the two of the C++ compiler that a clean
 * machine may lack or have too old.
 */
final class NativeLibraries {
  private static final List<String> COMPILER_LIBRARIES = List.of("libstdc++.so.6", "libgcc_s.so.1");

  private final Arch arch;
  private final Path root;

  NativeLibraries(Arch arch) {
    this(arch, Path.of("/"));
  }

  /**
   * @param root where this machine's libraries are looked for
   */
  NativeLibraries(Arch arch, Path root) {
    this.arch = arch;
    this.root = root;
  }

  /** Unpacks the libraries of a natives jar. */
  void unpack(Path nativesJar, Path usrLib) throws BuildFailure, IOException {
    try (ZipFile jar = new ZipFile(nativesJar.toFile())) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        if (isLibrary(entry)) {
          try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, usrLib.resolve(entry.getName()));
          }
        }
      }
    }
    requireArchitecture(nativesJar, usrLib);
  }

  private static boolean isLibrary(ZipEntry entry) {
    return !entry.getName().contains("/") && entry.getName().endsWith(".so");
  }

  private void requireArchitecture(Path nativesJar, Path usrLib) throws BuildFailure, IOException {
    try (Stream<Path> libraries = Files.list(usrLib)) {
      List<Path> found = libraries.sorted().toList();
      for (Path library : found) {
        if (Arch.ofElf(library).filter(arch::equals).isEmpty()) {
          throw new BuildFailure(
              nativesJar + ": " + library.getFileName() + " is not a library for " + arch,
              "build tea-natives again: mvn install -pl tea-natives");
        }
      }
      if (found.isEmpty()) {
        throw new BuildFailure(
            nativesJar + ": has no library",
            "build tea-natives again: mvn install -pl tea-natives");
      }
    }
  }

  /**
   * Copies the compiler's libraries from this machine, under the names by which they are loaded, to
   * {@code usr/lib/fallback}: where the user's system has its own, those are taken. A library from
   * the build machine may need a newer glibc than the user has; llama.cpp's do not.
   */
  void copyCompilerLibraries(Path usrLib) throws BuildFailure, IOException {
    Path fallback = Files.createDirectories(usrLib.resolve("fallback"));
    for (String name : COMPILER_LIBRARIES) {
      Files.copy(find(name), fallback.resolve(name));
    }
  }

  private Path find(String name) throws BuildFailure, IOException {
    for (Path directory : searchPath()) {
      Optional<Path> library = Optional.of(directory.resolve(name)).filter(Files::isRegularFile);
      if (library.isPresent() && Arch.ofElf(library.get()).filter(arch::equals).isPresent()) {
        return library.get();
      }
    }
    throw new BuildFailure(
        name + ": this machine has none for " + arch,
        "apt install "
            + debianPackages()
            + ", or your distribution's packages of the C++ run-time library");
  }

  private String debianPackages() {
    String host = System.getProperty("os.arch");
    return Arch.named(host).filter(arch::equals).isPresent()
        ? "libstdc++6 libgcc-s1"
        : "libstdc++6-%1$s-cross libgcc-s1-%1$s-cross".formatted(arch.debianId());
  }

  /** Debian's and Ubuntu's directories, Fedora's, and those of Debian's cross-compilers. */
  private List<Path> searchPath() {
    return Stream.of(
            "usr/lib/" + arch.triplet(),
            "lib/" + arch.triplet(),
            "usr/lib64",
            "lib64",
            "usr/lib",
            "usr/" + arch.triplet() + "/lib")
        .map(root::resolve)
        .toList();
  }
}
