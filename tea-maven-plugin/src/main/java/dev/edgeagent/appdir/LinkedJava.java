package dev.edgeagent.appdir;

import dev.edgeagent.BuildFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The Java inside an AppImage: just the modules that the jars need. */
final class LinkedJava {
  private final Jdk jdk;

  LinkedJava(Jdk jdk) {
    this.jdk = jdk;
  }

  /**
   * Links a Java into a directory that does not exist yet.
   *
   * <p>Its classes are left uncompressed: the squashfs compresses them better, and they load
   * faster. It has no CDS archive of its own (15 MB, twice): {@link StartupArchive} makes one that
   * has the application's classes too.
   */
  void link(List<String> modules, Path directory) throws BuildFailure, IOException {
    jdk.tool("jlink")
        .run("--add-modules", String.join(",", modules))
        .with("--strip-java-debug-attributes", "--no-header-files", "--no-man-pages")
        .with("--compress", "zip-0")
        .with("--output", directory.toString())
        .execute();
  }
}
