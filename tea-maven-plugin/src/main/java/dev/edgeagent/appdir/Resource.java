package dev.edgeagent.appdir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A text of this plugin that goes into AppDirs.
 *
 * @param text its content; {@code @NAME@} is a placeholder
 */
record Resource(String text) {

  static Resource of(String name) throws IOException {
    try (InputStream in = Resource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the plugin has no resource " + name);
      }
      return new Resource(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Replaces a placeholder that must be there. */
  Resource with(String placeholder, String value) {
    String marker = "@" + placeholder + "@";
    if (!text.contains(marker)) {
      throw new IllegalArgumentException("no placeholder " + marker);
    }
    return new Resource(text.replace(marker, value));
  }

  void copyTo(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  void copyToExecutable(Path file) throws IOException {
    copyTo(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
