package dev.edgeagent.appimage;

import dev.edgeagent.Arch;
import dev.edgeagent.BuildFailure;
import dev.edgeagent.BuildLock;
import dev.edgeagent.Size;
import dev.edgeagent.appdir.AppDir;
import dev.edgeagent.appdir.AppDirAssembler;
import dev.edgeagent.appdir.AppDirPlan;
import dev.edgeagent.appdir.AppDirPlan.BundledModel;
import dev.edgeagent.appdir.StartupArchive;
import dev.edgeagent.fetch.Model;
import dev.edgeagent.fetch.ModelPin;
import dev.edgeagent.variant.ModelSource.LocalFile;
import dev.edgeagent.variant.ModelSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds an AppImage. Each stage takes what the stage before returned. */
public final class AppImageBuild {
  private static final Logger log = LoggerFactory.getLogger(AppImageBuild.class);

  private static final long PROGRAM_BYTES = 200_000_000;

  private final AppImageRequest request;
  private final Path workDirectory;

  /** Prepares a build; nothing is read or written yet. */
  public AppImageBuild(AppImageRequest request) {
    this.request = request;
    this.workDirectory =
        request.outputDirectory().resolve(request.variant().name() + "-" + request.arch().id());
  }

  /**
   * Builds the image; the same request gives the same bytes.
   *
   * @throws BuildFailure for what the user can repair
   * @throws IOException for what the machine did not let it do
   */
  @SuppressWarnings("try") // the lock is held, not used
  public Image run() throws BuildFailure, IOException {
    requireNativeBuild();
    try (BuildLock lock =
        BuildLock.acquire(
            workDirectory.resolveSibling(workDirectory.getFileName() + ".lock"),
            "another build of the same image")) {
      return build();
    }
  }

  private Image build() throws BuildFailure, IOException {
    // Before the long stages, so that a missing tool does not cost their time.
    Packager packager =
        Packager.of(
            request.ingredients().runtime(),
            request.arch(),
            Squashfs.find(request.mksquashfs()),
            workDirectory);
    Files.createDirectories(workDirectory);

    Model model = stage("model", this::findModel, Model::file);
    AppDir appDir = stage("AppDir", () -> assemble(model), AppDir::root);
    stage("start-up archive", () -> archive(appDir), archive -> archive);
    // linuxdeploy's place: it completes the AppDir and returns it.
    return stage("image", () -> packager.pack(appDir, request.time(), imageFile()), Image::file);
  }

  private void requireNativeBuild() throws BuildFailure {
    Arch jdkArch = request.jdk().arch();
    if (request.arch() != jdkArch) {
      throw new BuildFailure(
          "arch: an AppImage for " + request.arch() + " cannot be built with a JDK for " + jdkArch,
          "run this on a machine of that architecture");
    }
  }

  private Model findModel() throws BuildFailure, IOException {
    ModelSpec spec = request.variant().model();
    List<Path> places =
        spec.sources().stream()
            .filter(LocalFile.class::isInstance)
            .map(source -> request.baseDirectory().resolve(((LocalFile) source).path()))
            .toList();
    List<URI> addresses =
        spec.sources().stream().flatMap(source -> source.download(spec.file()).stream()).toList();
    ModelPin pin = new ModelPin(spec.file(), spec.bytes(), spec.sha256(), places, addresses);
    return request.modelFile().isPresent()
        ? request.models().verify(request.modelFile().get(), pin)
        // The image is the model and the program, which is smaller than this.
        : request.models().fetch(pin, request.outputDirectory(), spec.bytes() + PROGRAM_BYTES);
  }

  private AppDir assemble(Model model) throws BuildFailure, IOException {
    return new AppDirAssembler()
        .assemble(
            new AppDirPlan(
                workDirectory.resolve("AppDir"),
                request.arch(),
                request.version(),
                request.time(),
                request.jdk(),
                request.ingredients().jars(),
                request.ingredients().natives(),
                bundled(model)));
  }

  private BundledModel bundled(Model model) {
    ModelSpec spec = request.variant().model();
    List<String> origin =
        spec.sources().stream()
            .map(
                source ->
                    source instanceof LocalFile local
                        ? local.path()
                        : source.download(spec.file()).orElseThrow().toString())
            .toList();
    return new BundledModel(
        model.file(),
        model.name(),
        model.bytes(),
        model.sha256(),
        request.variant().title(),
        origin,
        spec.license().id(),
        spec.license().notice());
  }

  private Path archive(AppDir appDir) throws BuildFailure, IOException {
    return new StartupArchive(workDirectory.resolve("startup")).add(appDir);
  }

  private Path imageFile() {
    String name = request.variant().imageName(request.version(), request.arch());
    return request.outputDirectory().resolve(name);
  }

  private interface Stage<T> {
    T run() throws BuildFailure, IOException;
  }

  private interface Product<T> {
    Path path(T result);
  }

  private static <T> T stage(String name, Stage<T> stage, Product<T> product)
      throws BuildFailure, IOException {
    long start = System.nanoTime();
    T result = stage.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    Path path = product.path(result);
    log.info(
        String.format(Locale.ROOT, "%-16s  %8s  %5.1f s  %s", name, Size.of(path), seconds, path));
    return result;
  }
}
