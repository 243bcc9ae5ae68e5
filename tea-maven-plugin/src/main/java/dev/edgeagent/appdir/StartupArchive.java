package dev.edgeagent.appdir;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.edgeagent.BuildFailure;
import dev.edgeagent.process.ExternalTool;
import dev.edgeagent.process.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes {@code usr/share/tea/tea.jsa}, an archive of loaded classes from which Java starts several
 * times faster (class data sharing with the application's classes).
 *
 * <p>Why not the newer AOT cache ({@code -XX:AOTMode}): JDK 25 writes other bytes each time, even
 * from one configuration, and a short command does not start faster with it. An archive from {@code
 * -Xshare:dump} is the same each time, in whichever directory it is made, if the list of classes,
 * the heap size and the class path are the same; it is valid wherever the jars have the same order,
 * sizes and modification times.
 */
public final class StartupArchive {
  private static final String ARCHIVE = "tea.jsa";

  /**
   * What the archive is made from: the classes that these commands load. {@code training.yaml} has
   * no model in it.
   */
  private static final List<List<String>> TRAINING =
      List.of(List.of("--version"), List.of("run", "training.yaml"));

  /**
   * As the JDK does for its own archive. Addresses in the heap are part of the archive: the size
   * must not depend on the machine.
   */
  private static final List<String> DUMP_HEAP = List.of("-Xms128m", "-Xmx128m");

  private final Path workDirectory;

  /**
   * @param workDirectory for intermediate files
   */
  public StartupArchive(Path workDirectory) {
    this.workDirectory = workDirectory.toAbsolutePath();
  }

  /**
   * Adds the archive to an AppDir for this machine's architecture.
   *
   * @return the archive
   */
  public Path add(AppDir appDir) throws BuildFailure, IOException {
    Path stage = prepareStage(appDir);
    Path classList = workDirectory.resolve("classes.txt");
    Files.write(classList, loadedClasses(appDir, stage));
    Path archive = appDir.share().resolve(ARCHIVE);
    java(appDir, "-Xshare:dump", "-XX:SharedClassListFile=" + classList)
        .with("-XX:SharedArchiveFile=" + archive.toAbsolutePath())
        .with(DUMP_HEAP)
        .with("-cp", classPath(appDir))
        .in(stage)
        .execute();
    return archive;
  }

  /**
   * Copies the jars to where Java is run, with a relative class path so that the archive does not
   * know where it was made. That directory always has a space in its name: with one, Java loads a
   * few classes more, and whether the project's own path has one must make no difference.
   */
  private Path prepareStage(AppDir appDir) throws IOException {
    Path stage = workDirectory.resolve("run here");
    Path lib = Files.createDirectories(stage.resolve("lib"));
    for (String jar : appDir.classPath()) {
      Files.copy(appDir.lib().resolve(jar), lib.resolve(jar), REPLACE_EXISTING, COPY_ATTRIBUTES);
    }
    Resource.of("training.yaml").copyTo(stage.resolve("training.yaml"));
    return stage;
  }

  private TreeSet<String> loadedClasses(AppDir appDir, Path stage)
      throws BuildFailure, IOException {
    TreeSet<String> classes = new TreeSet<>();
    for (List<String> command : TRAINING) {
      Path loaded = workDirectory.resolve("loaded.txt");
      java(appDir, "-Xshare:off", "-XX:DumpLoadedClassList=" + loaded)
          .with("-cp", classPath(appDir), JavaOptions.MAIN_CLASS)
          .with(command)
          .in(stage)
          .execute();
      for (String line : Files.readAllLines(loaded)) {
        normalise(line, classes);
      }
      Files.delete(loaded);
    }
    return classes;
  }

  /**
   * Keeps of a class list what two runs have in common: no loading order (threads decide it), no
   * serial numbers, and no constant pool hints.
   */
  private static void normalise(String line, TreeSet<String> classes) {
    if (!line.startsWith("#") && !line.startsWith("@cp ")) {
      classes.add(line.replaceFirst(" id: \\d+$", ""));
    }
  }

  private static ToolRun java(AppDir appDir, String... options) {
    return new ExternalTool("java", appDir.jre().resolve("bin/java").toAbsolutePath())
        .run(options)
        .with(JavaOptions.ARCHIVED)
        // The classes that are loaded must not depend on the user's settings.
        .emptyEnvironment()
        .environment("LC_ALL", "C.UTF-8")
        .environment("TZ", "UTC")
        .timeout(Duration.ofMinutes(2));
  }

  private static String classPath(AppDir appDir) {
    return appDir.classPath().stream().map(jar -> "lib/" + jar).collect(Collectors.joining(":"));
  }
}
