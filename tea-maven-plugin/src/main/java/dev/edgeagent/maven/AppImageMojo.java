package dev.edgeagent.maven;

import dev.edgeagent.Arch;
import dev.edgeagent.BuildFailure;
import dev.edgeagent.appimage.AppImageBuild;
import dev.edgeagent.appimage.AppImageRequest;
import dev.edgeagent.appimage.AppImageRequest.Ingredients;
import dev.edgeagent.appimage.Image;
import dev.edgeagent.fetch.Hub;
import dev.edgeagent.fetch.ModelCache;
import dev.edgeagent.fetch.Models;
import dev.edgeagent.fetch.Proxies;
import dev.edgeagent.variant.Variant;
import dev.edgeagent.variant.Variants;
import java.io.File;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystemSession;

/**
 * Builds an AppImage with a language model inside: one file that runs on any Linux of its
 * architecture, without Java, Python, FUSE or a network.
 *
 * <p>What can be built is in {@code variants.yaml}. The model's checksum is always verified.
 */
@Mojo(name = "appimage", requiresProject = false, threadSafe = true)
public final class AppImageMojo extends AbstractMojo {
  private final MavenSession session;
  private final TeaArtifacts artifacts;
  private final JdkFinder jdks;

  /** What to build: a name or an alias of a variant. Without it the goal lists what there is. */
  @Parameter(property = "variant")
  private String variant;

  /**
   * The architecture to build for, {@code x86_64} or {@code aarch64}. Default: that of this
   * machine.
   */
  @Parameter(property = "arch")
  private String arch;

  /**
   * The list of variants. Default: {@code variants.yaml} in the directory where Maven was started.
   */
  @Parameter(property = "tea.variantsFile")
  private File variantsFile;

  /** Where the image goes. Default: {@code target/tea} in the directory where Maven was started. */
  @Parameter(property = "tea.outputDirectory")
  private File outputDirectory;

  /**
   * The JDK 25 that the image's Java is linked from. Default: the toolchain's, or one that is found
   * on this machine.
   */
  @Parameter(property = "tea.jdk")
  private File jdk;

  /** A copy of the variant's model, used instead of looking for one. */
  @Parameter(property = "tea.model")
  private File model;

  /** The mksquashfs to use. Default: the one in {@code PATH}. */
  @Parameter(property = "tea.mksquashfs")
  private File mksquashfs;

  /**
   * The ELF file that the image starts with, for example the stock type-2 runtime. Default:
   * tea-launcher.
   */
  @Parameter(property = "tea.runtimeFile")
  private File runtimeFile;

  @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
  private String outputTimestamp;

  @Parameter(defaultValue = "${plugin}", readonly = true)
  private PluginDescriptor plugin;

  @Inject
  AppImageMojo(MavenSession session, TeaArtifacts artifacts, JdkFinder jdks) {
    this.session = session;
    this.artifacts = artifacts;
    this.jdks = jdks;
  }

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    try {
      Image image = new AppImageBuild(request()).run();
      getLog().info(image.sha256() + "  " + image.file());
    } catch (BuildFailure e) {
      throw new MojoFailureException(e.getMessage(), e);
    } catch (IOException e) {
      throw new MojoExecutionException("Cannot build the AppImage", e);
    }
  }

  private AppImageRequest request() throws BuildFailure, IOException {
    Path start = Path.of(session.getExecutionRootDirectory());
    Variants variants = Variants.read(path(variantsFile).orElse(start.resolve("variants.yaml")));
    Variant chosen = variants.find(Optional.ofNullable(variant));
    Arch target = arch == null ? Arch.host() : Arch.parse(arch);
    String version = plugin.getVersion();
    Ingredients ingredients =
        new Ingredients(
            runtimeFile == null ? artifacts.launcher(version, target) : runtimeFile.toPath(),
            artifacts.natives(version, target),
            artifacts.runtime(version));
    return new AppImageRequest(
        chosen,
        variants.file().toAbsolutePath().getParent(),
        target,
        version,
        BuildTime.of(outputTimestamp, System.getenv()),
        ingredients,
        jdks.find(Optional.ofNullable(jdk)),
        models(),
        path(model),
        path(mksquashfs),
        path(outputDirectory).orElse(start.resolve("target/tea")));
  }

  private Models models() throws BuildFailure, IOException {
    RepositorySystemSession resolver = session.getRepositorySession();
    Map<String, String> environment = System.getenv();
    return new Models(
        ModelCache.of(environment),
        Hub.of(environment).offlineIf(session.isOffline()),
        new MavenProxies(resolver, Proxies.of(environment, ProxySelector.getDefault())),
        new MavenProgress(resolver));
  }

  private static Optional<Path> path(File file) {
    return Optional.ofNullable(file).map(File::toPath);
  }
}
