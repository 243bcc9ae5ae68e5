package dev.edgeagent.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged and hostile models in processes of their own, as what they must not do ends a process. To
 * run more of them: {@code -Dtea.hostile.step=1 -Dtea.hostile.flips=10000 -Dtea.hostile.seed=SEED};
 * to repeat one: {@code -Dtea.hostile.first=CASE -Dtea.hostile.step=1000000}.
 */
class HostileModelTest {

  private static final long SEED = Long.getLong("tea.hostile.seed", 20261121L);
  private static final int FLIPS = Integer.getInteger("tea.hostile.flips", 1000);
  private static final int FIRST = Integer.getInteger("tea.hostile.first", 0);

  /** A step that shares no factor with the number of wrong values for a key passes all of them. */
  private static final int STEP = Integer.getInteger("tea.hostile.step", 5);

  private static final int PROCESSES = 2;

  /** After as many something is wrong with more than single models. */
  private static final int MOST_ENDS = 10;

  @TempDir Path directory;

  @Test
  void everyHostileModelIsAnsweredOrRefused() throws Exception {
    List<Future<List<String>>> ends = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(PROCESSES)) {
      for (int i = 0; i < PROCESSES; i++) {
        Path own = Files.createDirectory(directory.resolve("process" + i));
        int first = FIRST + i * STEP;
        Callable<List<String>> run = () -> endsOfProcesses(own, first);
        ends.add(threads.submit(run));
      }
    }
    List<String> all = new ArrayList<>();
    for (Future<List<String>> end : ends) {
      all.addAll(end.get());
    }
    assertThat(all).isEmpty();
  }

  /** Runs every other case, with a new process where one has ended; says how each has ended. */
  private static List<String> endsOfProcesses(Path own, int first) throws Exception {
    List<String> ends = new ArrayList<>();
    int at = first;
    while (ends.size() < MOST_ENDS) {
      int code = start(own, at).waitFor();
      if (Boolean.getBoolean("tea.hostile.verbose")) {
        System.out.println(said(own));
      }
      if (code == 0) {
        break;
      }
      int ended = Integer.parseInt(Files.readString(own.resolve("at")));
      String name = HostileModelRun.cases(SEED, FLIPS).get(ended).name();
      ends.add("case " + ended + ", " + name + ": exit code " + code + "\n" + said(own));
      at = ended + PROCESSES * STEP;
    }
    return ends;
  }

  private static Process start(Path own, int first) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Files.writeString(own.resolve("at"), String.valueOf(first));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-CreateCoredumpOnCrash",
            "--enable-native-access=ALL-UNNAMED",
            "-Dtea.natives=" + System.getProperty("tea.natives"),
            "-Dtea.models=" + System.getProperty("tea.models"),
            "-cp",
            classPath,
            HostileModelRun.class.getName(),
            own.toString(),
            String.valueOf(SEED),
            String.valueOf(FLIPS),
            String.valueOf(first),
            String.valueOf(PROCESSES * STEP))
        .directory(new java.io.File(System.getProperty("user.dir")))
        .redirectErrorStream(true)
        .redirectOutput(own.resolve("out.txt").toFile())
        .start();
  }

  private static String said(Path own) throws IOException {
    String text = new String(Files.readAllBytes(own.resolve("out.txt")));
    return text.length() <= 4000 ? text : text.substring(0, 4000) + "...";
  }
}
