package dev.edgeagent.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutated workflows in processes of their own, with 1 GB each. To repeat one: {@code
 * -Dtea.fuzz.seed=SEED -Dtea.fuzz.first=CASE -Dtea.fuzz.count=1}; its workflow is then in the
 * message.
 */
class FuzzTest {

  private static final long SEED = Long.getLong("tea.fuzz.seed", 20261120L);
  private static final int FIRST = Integer.getInteger("tea.fuzz.first", 0);
  private static final int COUNT = Integer.getInteger("tea.fuzz.count", 10_000);
  private static final int PROCESSES = COUNT < 100 ? 1 : 2;

  @TempDir Path directory;

  @Test
  void everyMutatedWorkflowEndsInAResultOrInErrorsThatSayWhere() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      Path own = Files.createDirectory(directory.resolve("process" + i));
      copyWorkflows(Path.of("../examples"), own, "example-");
      copyWorkflows(Path.of("src/test/resources/conformance"), own, "");
      processes.add(start(own, FIRST + i * (COUNT / PROCESSES), COUNT / PROCESSES));
    }
    for (int i = 0; i < PROCESSES; i++) {
      Path own = directory.resolve("process" + i);
      int code = processes.get(i).waitFor();
      String said = Files.readString(own.resolve("out.txt"));
      if (Boolean.getBoolean("tea.fuzz.verbose")) {
        System.out.println(said);
      }
      assertThat(code)
          .as(() -> said + "\nthe workflow:\n" + start(own.resolve("fuzz.yaml")))
          .isZero();
    }
  }

  private static Process start(Path directory, int first, int count) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-Dtea.natives=" + System.getProperty("tea.natives", ""),
            "-cp",
            classPath,
            FuzzRun.class.getName(),
            String.valueOf(SEED),
            String.valueOf(first),
            String.valueOf(count),
            directory.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("out.txt").toFile())
        .start();
  }

  /** What is wrong already seldom gets further than the reader. */
  private static boolean isGood(Path file) {
    String name = file.toString();
    return name.endsWith(".yaml")
        && (!name.contains("conformance")
            || name.contains("parts")
            || Files.exists(Path.of(name.replace(".yaml", ".expected.json"))));
  }

  /** Those that others run, in {@code parts}, keep their names. */
  private static void copyWorkflows(Path from, Path to, String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(FuzzTest::isGood).toList()) {
        String name = from.relativize(file).toString();
        Path copy = to.resolve(name.startsWith("parts") ? name : prefix + name);
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Enough of the file to see what it is. */
  private static String start(Path file) {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return text.length() <= 4000 ? text : text.substring(0, 4000) + "...";
    } catch (IOException e) {
      return "cannot be read: " + e;
    }
  }
}
