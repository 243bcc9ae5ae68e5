package dev.edgeagent.appdir;

import dev.edgeagent.appdir.AppDirPlan.BundledModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * {@code usr/share/doc/tea}: the licences of what is inside. Those of Java stay where jlink puts
 * them, in {@code usr/share/tea/jre/legal}; those of the jars are in the jars.
 */
final class Licenses {
  private final Path directory;

  Licenses(Path directory) {
    this.directory = directory;
  }

  void write(AppDirPlan plan) throws IOException {
    Files.createDirectories(directory);
    Resource.of("LICENSE").copyTo(directory.resolve("LICENSE"));
    try (ZipFile jar = new ZipFile(plan.natives().toFile())) {
      ZipEntry license = jar.getEntry("LICENSE");
      if (license != null) {
        try (InputStream in = jar.getInputStream(license)) {
          Files.copy(in, directory.resolve("LICENSE.llama.cpp"));
        }
      }
    }
    Files.writeString(directory.resolve("MODEL"), describe(plan.model()));
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
