package dev.edgeagent.maven;

import dev.edgeagent.Arch;
import dev.edgeagent.BuildFailure;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** tea's own parts, resolved from where the plugin itself came from. */
final class TeaArtifacts {

  /** What is optional is for other systems: its part for this one is in tea-natives. */
  private static final DependencyFilter NEEDED =
      (node, parents) -> node.getDependency() == null || !node.getDependency().isOptional();

  private static final String GROUP = "dev.edgeagent";

  private final RepositorySystem system;
  private final RepositorySystemSession session;
  private final List<RemoteRepository> repositories;

  @Inject
  TeaArtifacts(RepositorySystem system, MavenSession session) {
    this.system = system;
    this.session = session.getRepositorySession();
    this.repositories = session.getCurrentProject().getRemotePluginRepositories();
  }

  /** The raw launcher for an architecture. */
  Path launcher(String version, Arch arch) throws BuildFailure {
    return resolve(new DefaultArtifact(GROUP, "tea-launcher", arch.classifier(), "bin", version));
  }

  /** The jar with the native libraries for an architecture. */
  Path natives(String version, Arch arch) throws BuildFailure {
    return resolve(new DefaultArtifact(GROUP, "tea-natives", arch.classifier(), "jar", version));
  }

  /**
   * The jar of the runtime and those of its compile and runtime dependencies, always in the same
   * order.
   */
  List<Path> runtime(String version) throws BuildFailure {
    Artifact runtime = new DefaultArtifact(GROUP, "tea-runtime", "jar", version);
    CollectRequest collect = new CollectRequest(new Dependency(runtime, "runtime"), repositories);
    try {
      return system
          .resolveDependencies(session, new DependencyRequest(collect, NEEDED))
          .getArtifactResults()
          .stream()
          .map(ArtifactResult::getArtifact)
          .map(artifact -> artifact.getFile().toPath())
          .toList();
    } catch (DependencyResolutionException e) {
      throw missing(runtime, e);
    }
  }

  private Path resolve(Artifact artifact) throws BuildFailure {
    try {
      ArtifactRequest request = new ArtifactRequest(artifact, repositories, null);
      return system.resolveArtifact(session, request).getArtifact().getFile().toPath();
    } catch (ArtifactResolutionException e) {
      throw missing(artifact, e);
    }
  }

  private static BuildFailure missing(Artifact artifact, Exception cause) {
    return new BuildFailure(
        artifact + ": not found: " + cause.getMessage(),
        "in a checkout of tea run mvn install first; elsewhere check the plugin's version, and the"
            + " network if Maven is offline");
  }
}
