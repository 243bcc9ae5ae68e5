package dev.edgeagent.appdir;

import dev.edgeagent.BuildFailure;
import dev.edgeagent.Sha256;
import dev.edgeagent.appdir.AppDirPlan.BundledModel;
import dev.edgeagent.process.ExternalTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a model into an AppDir. */
final class ModelFile {
  private static final Logger log = LoggerFactory.getLogger(ModelFile.class);

  private ModelFile() {}

  /**
   * Links it where the file system can, else shares its blocks, so that gigabytes are not copied;
   * else copies it. What is not a link is verified again.
   */
  static void place(BundledModel model, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    // A link to a symbolic link would be a symbolic link.
    Path file = model.file().toRealPath();
    try {
      Files.createLink(target, file);
      return;
    } catch (IOException | UnsupportedOperationException e) {
      log.debug("{}: cannot be linked: {}", file, e.toString());
    }
    if (!sharesBlocks(file, target)) {
      Files.copy(file, target);
    }
    if (!Sha256.of(target).equals(model.sha256())) {
      throw new IOException(target + ": the copy differs from " + file);
    }
  }

  /** For Btrfs and XFS, across subvolumes and for other users' files, where links are refused. */
  private static boolean sharesBlocks(Path file, Path target) throws IOException {
    try {
      ExternalTool.find("cp", Optional.empty(), "apt install coreutils")
          .run("--reflink=always", "--", file.toString(), target.toString())
          .execute();
      return true;
    } catch (BuildFailure e) {
      log.debug("{}: its blocks cannot be shared, copying it", file, e);
      Files.deleteIfExists(target);
      return false;
    }
  }
}
