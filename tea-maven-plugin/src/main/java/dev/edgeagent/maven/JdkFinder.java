package dev.edgeagent.maven;

import dev.edgeagent.BuildFailure;
import dev.edgeagent.appdir.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.toolchain.jdk.ToolchainDiscoverer;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.apache.maven.toolchain.model.ToolchainModel;

/** Finds the JDK whose Java goes into AppImages. */
final class JdkFinder {
  private final ToolchainManager toolchains;
  private final MavenSession session;

  @Inject
  JdkFinder(ToolchainManager toolchains, MavenSession session) {
    this.toolchains = toolchains;
    this.session = session;
  }

  /**
   * The first of the right version: the user's, the one that a toolchain of this build selected,
   * any that the toolchains plugin discovers on this machine, the one that runs Maven.
   */
  Jdk find(Optional<File> given) throws BuildFailure, IOException {
    if (given.isPresent()) {
      return Jdk.given(given.get().toPath());
    }
    List<Path> homes = new ArrayList<>();
    selected().ifPresent(homes::add);
    homes.add(Path.of(System.getProperty("java.home")));
    Optional<Jdk> found = firstUsable(homes);
    return found.isPresent() ? found.get() : discovered();
  }

  private Jdk discovered() throws BuildFailure, IOException {
    ToolchainDiscoverer discoverer = new ToolchainDiscoverer();
    List<Path> homes = new ArrayList<>();
    for (ToolchainModel model : discoverer.discoverToolchains().getToolchains()) {
      homes.add(discoverer.getJdkHome(model));
    }
    return firstUsable(homes)
        .orElseThrow(
            () ->
                new BuildFailure(
                    "JDK %d: not found among the %d JDKs of this machine"
                        .formatted(Jdk.FEATURE, homes.size()),
                    Jdk.FIX));
  }

  private Optional<Path> selected() {
    // Without a POM no toolchain can have been selected, and Maven 4.0.0-rc-4 fails when asked.
    if (!session.getRequest().isProjectPresent()) {
      return Optional.empty();
    }
    Toolchain jdk = toolchains.getToolchainFromBuildContext("jdk", session);
    return Optional.ofNullable(jdk)
        .map(toolchain -> toolchain.findTool("jlink"))
        .map(jlink -> Path.of(jlink).getParent().getParent());
  }

  private static Optional<Jdk> firstUsable(List<Path> homes) throws IOException {
    for (Path home : homes) {
      Optional<Jdk> jdk = Jdk.at(home);
      if (jdk.isPresent()) {
        return jdk;
      }
    }
    return Optional.empty();
  }
}
