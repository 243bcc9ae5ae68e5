package dev.edgeagent.appdir;

import dev.edgeagent.BuildFailure;
import dev.edgeagent.appdir.AppDirPlan.BundledModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * {@code usr/share/doc/tea}: the licences of what is inside, with {@code licenses.md} as their
 * index. Java's texts stay where jlink puts them, in {@code usr/share/tea/jre/legal}.
 */
final class Licenses {
  private static final Pattern LLAMA = Pattern.compile("libllama\\.v(.+)\\.so");

  private final Path directory;
  private final LicenseIndex index = new LicenseIndex();

  Licenses(Path directory) {
    this.directory = directory;
  }

  /**
   * Writes the texts and their index.
   *
   * @throws BuildFailure if a jar comes without a licence
   */
  void write(AppDirPlan plan) throws BuildFailure, IOException {
    Files.createDirectories(directory);
    Resource.of("LICENSE").copyTo(directory.resolve("LICENSE"));
    index.add("tea", plan.version(), "Apache-2.0", List.of("LICENSE"));
    writeModel(plan.model());
    writeNatives(plan.natives());
    index.add(
        "OpenJDK",
        plan.jdk().version(),
        "GPL-2.0-only WITH Classpath-exception-2.0",
        List.of("../../tea/jre/legal"));
    JarLicenses jars = new JarLicenses(directory);
    for (Path jar : plan.runtimeJars()) {
      jars.write(jar, index);
    }
    writeSystemLibraries();
    index.write(directory.resolve("licenses.md"));
  }

  private void writeModel(BundledModel model) throws IOException {
    Files.writeString(directory.resolve("MODEL"), describe(model));
    index.add(model.title(), LicenseIndex.UNKNOWN, model.licenseId(), List.of("MODEL"));
  }

  /** The jar's own text is that of node-llama-cpp, whose build of llama.cpp this is. */
  private void writeNatives(Path natives) throws BuildFailure, IOException {
    try (ZipFile jar = new ZipFile(natives.toFile())) {
      String version =
          jar.stream()
              .map(entry -> LLAMA.matcher(entry.getName()))
              .filter(Matcher::matches)
              .map(library -> library.group(1))
              .findFirst()
              .orElse(LicenseIndex.UNKNOWN);
      addWithTexts("llama.cpp, ggml", version, "MIT", "LICENSE.llama.cpp");
      ZipEntry license = jar.getEntry("LICENSE");
      if (license == null) {
        throw new BuildFailure(
            natives + ": has no LICENSE", "build tea-natives again: mvn install -pl tea-natives");
      }
      try (InputStream in = jar.getInputStream(license)) {
        Files.copy(in, directory.resolve("LICENSE.node-llama-cpp"));
      }
      index.add(
          "node-llama-cpp (build of llama.cpp)",
          LicenseIndex.UNKNOWN,
          "MIT",
          List.of("LICENSE.node-llama-cpp"));
      addWithTexts("Lua (as built by luajava)", "5.4.7", "MIT", "LICENSE.lua", "LICENSE.luajava");
    }
  }

  /** Versions are those of the machines that built the launcher and this image. */
  private void writeSystemLibraries() throws IOException {
    addWithTexts(
        "libstdc++, libgcc_s; libgcc in the launcher",
        LicenseIndex.UNKNOWN,
        "GPL-3.0-or-later WITH GCC-exception-3.1",
        "GPL-3.0",
        "GCC-exception-3.1");
    addWithTexts("zstd in the launcher", LicenseIndex.UNKNOWN, "BSD-3-Clause", "LICENSE.zstd");
    addWithTexts("glibc in the launcher", LicenseIndex.UNKNOWN, "LGPL-2.1-or-later", "LGPL-2.1");
  }

  private void addWithTexts(String component, String version, String license, String... texts)
      throws IOException {
    for (String text : texts) {
      Resource.of("licenses/" + text).copyTo(directory.resolve(text));
    }
    index.add(component, version, license, List.of(texts));
  }

  private static String describe(BundledModel model) {
    StringBuilder text = new StringBuilder();
    text.append(model.title()).append("\n\n");
    text.append("File:     ").append(model.name()).append('\n');
    text.append("Bytes:    ").append(model.bytes()).append('\n');
    text.append("SHA-256:  ").append(model.sha256()).append('\n');
    model.origin().forEach(origin -> text.append("Source:   ").append(origin).append('\n'));
    text.append("Licence:  ").append(model.licenseId()).append('\n');
    model.notice().ifPresent(notice -> text.append('\n').append(notice).append('\n'));
    return text.toString();
  }
}
