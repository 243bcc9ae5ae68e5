package dev.edgeagent.appdir;

import dev.edgeagent.Sha256;
import dev.edgeagent.appdir.AppDirPlan.BundledModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a model into an AppDir. */
final class ModelFile {
  private static final Logger log = LoggerFactory.getLogger(ModelFile.class);

  private ModelFile() {}

  /**
   * Links it where the file system can, so that gigabytes are not copied; else copies and verifies
   * it again.
   */
  static void place(BundledModel model, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try {
      // A link to a symbolic link would be a symbolic link.
      Files.createLink(target, model.file().toRealPath());
      return;
    } catch (IOException | UnsupportedOperationException e) {
      log.debug("{}: cannot be linked, copying it: {}", model.file(), e.toString());
    }
    Files.copy(model.file(), target);
    if (!Sha256.of(target).equals(model.sha256())) {
      throw new IOException(target + ": the copy differs from " + model.file());
    }
  }
}
