package dev.edgeagent.appimage;

import dev.edgeagent.Arch;
import dev.edgeagent.appdir.Jdk;
import dev.edgeagent.fetch.Models;
import dev.edgeagent.variant.Variant;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that decides what an AppImage will be.
 *
 * @param variant what is built
 * @param baseDirectory what the variant's local paths are relative to
 * @param arch what it will run on
 * @param version the version of tea, part of the file name
 * @param time the one modification time inside, in whole seconds
 * @param ingredients tea's own parts
 * @param jdk where its Java comes from
 * @param models where the model comes from
 * @param modelFile the model, if the user gave a file of their own
 * @param mksquashfs the tool, if the user gave one
 * @param outputDirectory where the image goes, and a directory with what was made on the way
 */
public record AppImageRequest(
    Variant variant,
    Path baseDirectory,
    Arch arch,
    String version,
    Instant time,
    Ingredients ingredients,
    Jdk jdk,
    Models models,
    Optional<Path> modelFile,
    Optional<Path> mksquashfs,
    Path outputDirectory) {

  /**
   * tea's own parts, of one version.
   *
   * @param runtime the ELF that the image starts with
   * @param natives the jar with the native libraries
   * @param jars tea-runtime and its dependencies, in class path order
   */
  public record Ingredients(Path runtime, Path natives, List<Path> jars) {
    public Ingredients {
      jars = List.copyOf(jars);
    }
  }
}
