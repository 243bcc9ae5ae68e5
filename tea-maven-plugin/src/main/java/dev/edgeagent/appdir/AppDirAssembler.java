package dev.edgeagent.appdir;

import dev.edgeagent.BuildFailure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Assembles an AppDir, always from an empty directory. Owners, modes and times are settled when it
 * is packed.
 */
public final class AppDirAssembler {

  /** Assembles what the plan lists; the start-up archive is a stage of its own. */
  public AppDir assemble(AppDirPlan plan) throws BuildFailure, IOException {
    Path root = plan.directory();
    deleteTree(root);
    Path share = Files.createDirectories(AppDir.share(root));
    Path usrLib = Files.createDirectories(root.resolve("usr/lib"));

    Path lib = Files.createDirectories(share.resolve("lib"));
    List<String> classPath = new StoredJars(plan.time()).copy(plan.runtimeJars(), lib);
    List<String> modules = new JavaModules(plan.jdk()).of(plan.runtimeJars());
    new LinkedJava(plan.jdk()).link(modules, share.resolve("jre"));

    NativeLibraries libraries = new NativeLibraries(plan.arch());
    libraries.unpack(plan.natives(), usrLib);
    libraries.copyCompilerLibraries(usrLib);

    Path model = Path.of("usr/share/models", plan.model().name());
    ModelFile.place(plan.model(), root.resolve(model));
    new Licenses(root.resolve("usr/share/doc/tea")).write(plan);
    writeScripts(root, classPath);
    writeDesktopIntegration(root, plan);
    return new AppDir(root, model, classPath);
  }

  static void writeScripts(Path root, List<String> classPath) throws IOException {
    String paths = classPath.stream().map(jar -> "$lib/" + jar).collect(Collectors.joining(":"));
    Resource.of("AppRun")
        .with("ARCHIVED_OPTIONS", String.join(" ", JavaOptions.ARCHIVED))
        .with("START_OPTIONS", String.join(" ", JavaOptions.STARTED))
        .with("CLASS_PATH", paths)
        .with("MAIN_CLASS", JavaOptions.MAIN_CLASS)
        .copyToExecutable(root.resolve("AppRun"));
    Resource.of("tea").copyToExecutable(root.resolve("usr/bin/tea"));
  }

  private static void writeDesktopIntegration(Path root, AppDirPlan plan) throws IOException {
    Path desktop = root.resolve("usr/share/applications/tea.desktop");
    Resource.of("tea.desktop").copyTo(desktop);
    Path icon = root.resolve("usr/share/icons/hicolor/scalable/apps/tea.svg");
    Resource.of("tea.svg").copyTo(icon);
    Resource.of("tea.metainfo.xml")
        .with("MODEL", xml(plan.model().title()))
        .with("MODEL_LICENSE", xml(plan.model().licenseId()))
        .with("VERSION", xml(plan.version()))
        .with("DATE", plan.time().toString().substring(0, 10))
        .copyTo(root.resolve("usr/share/metainfo/dev.edgeagent.tea.metainfo.xml"));
    Files.createSymbolicLink(root.resolve("tea.desktop"), root.relativize(desktop));
    Files.createSymbolicLink(root.resolve("tea.svg"), root.relativize(icon));
    Files.createSymbolicLink(root.resolve(".DirIcon"), Path.of("tea.svg"));
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
