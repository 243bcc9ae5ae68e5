package dev.edgeagent.appdir;

import dev.edgeagent.Arch;
import dev.edgeagent.Sha256;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What goes into an AppDir.
 *
 * @param directory where it is assembled; emptied first
 * @param arch what it runs on
 * @param version the version of tea
 * @param time modification time of what is written, in whole seconds
 * @param jdk the JDK that its Java is linked from
 * @param runtimeJars the runtime and its dependencies, in class path order
 * @param natives the jar with the native libraries of that architecture
 * @param model the model
 */
public record AppDirPlan(
    Path directory,
    Arch arch,
    String version,
    Instant time,
    Jdk jdk,
    List<Path> runtimeJars,
    Path natives,
    BundledModel model) {
  public AppDirPlan {
    runtimeJars = List.copyOf(runtimeJars);
  }

  /**
   * A verified model file, and what must be said about it.
   *
   * @param file where it is now
   * @param name its file name in the AppDir
   * @param bytes its size
   * @param title the model's name as people write it
   * @param origin where it came from, for people
   * @param licenseId SPDX identifier
   * @param notice sentences that every copy must carry
   */
  public record BundledModel(
      Path file,
      String name,
      long bytes,
      Sha256 sha256,
      String title,
      List<String> origin,
      String licenseId,
      Optional<String> notice) {
    public BundledModel {
      origin = List.copyOf(origin);
    }
  }
}
