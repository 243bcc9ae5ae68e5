package dev.edgeagent.fuzz;

import dev.edgeagent.action.ActionRegistry;
import dev.edgeagent.action.EchoAction;
import dev.edgeagent.action.builtin.BuiltInActions;
import dev.edgeagent.graph.Checkpoint;
import dev.edgeagent.graph.Graph;
import dev.edgeagent.graph.GraphRunner;
import dev.edgeagent.graph.Outcome;
import dev.edgeagent.graph.RunRequest;
import dev.edgeagent.graph.TestRuns;
import dev.edgeagent.json.Json;
import dev.edgeagent.workflow.Problems;
import dev.edgeagent.workflow.Workflow;
import dev.edgeagent.workflow.WorkflowException;
import dev.edgeagent.workflow.WorkflowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A process that runs mutated workflows: {@code FuzzRun SEED FIRST COUNT DIRECTORY}. Each must end
 * in a result or in errors that say where; what else happens is printed and ends the process.
 */
public final class FuzzRun {

  /** Only catches hangs: nothing takes anywhere near as long. */
  private static final long HANG_SECONDS = 60;

  private static final int FAILED = 3;

  private static final String WORKFLOW = "fuzz.yaml";

  private final Path directory;
  private final ActionRegistry actions;
  private int results;
  private int errors;

  private FuzzRun(Path directory) {
    this.directory = directory;
    var all = new ArrayList<>(BuiltInActions.all());
    all.removeIf(action -> action.name().startsWith("http.") || action.name().startsWith("shell."));
    all.add(new EchoAction());
    this.actions = new ActionRegistry(all);
  }

  /** The thread is as deep as the command's. */
  public static void main(String[] args) {
    Thread.ofPlatform().stackSize(256L << 20).start(() -> System.exit(runAll(args)));
  }

  private static int runAll(String... args) {
    long seed = Long.parseLong(args[0]);
    int first = Integer.parseInt(args[1]);
    int count = Integer.parseInt(args[2]);
    Path directory = Path.of(args[3]);
    int at = first;
    try {
      List<String> corpus = corpus(directory);
      List<String> templates = templates();
      var fuzz = new FuzzRun(directory);
      for (; at < first + count; at++) {
        byte[] workflow = new Mutator(corpus, templates, new Random(seed + at)).next();
        Files.write(directory.resolve(WORKFLOW), workflow);
        long start = System.nanoTime();
        Watchdog watchdog = Watchdog.over(Thread.currentThread(), seed, at, HANG_SECONDS);
        fuzz.run(new Random(seed - at));
        watchdog.close();
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (millis > 1000) {
          System.out.println("slow: case " + at + " took " + millis + " ms");
        }
      }
      System.out.println(fuzz.results + " results, " + fuzz.errors + " errors");
      return 0;
    } catch (Throwable e) { // whatever it is, it must not happen
      System.out.println("seed " + seed + ", case " + at + ": " + e);
      e.printStackTrace(System.out);
      return FAILED;
    }
  }

  private void run(Random random) throws Exception {
    try {
      var problems = new Problems();
      Path file = directory.resolve(WORKFLOW);
      Workflow workflow = WorkflowReader.read(file, List.of(), problems);
      Graph graph = workflow == null ? null : Graph.of(workflow, actions, problems);
      if (random.nextInt(10) == 0) {
        problems.becomeErrors(random.nextBoolean());
      }
      problems.throwIfAny();
      Outcome outcome = GraphRunner.run(graph, request());
      for (int i = 0; i < 3 && outcome instanceof Outcome.Interrupted stopped; i++) {
        outcome = GraphRunner.resume(graph, Checkpoint.read(stopped.checkpoint()), request());
      }
      write(outcome.state());
      results++;
    } catch (WorkflowException e) {
      for (WorkflowException one : e.all()) {
        checkError(one);
      }
      errors++;
      if (Boolean.getBoolean("tea.fuzz.kinds")) {
        System.out.println("KIND " + e.what().replaceAll("'[^']*'", "X").replaceAll("[0-9]+", "N"));
      }
    }
  }

  private RunRequest request() {
    RunRequest all = TestRuns.request(directory, Map.of("x", 1L, "n", 2L), _ -> {});
    return new RunRequest(
        all.input(),
        all.environment(),
        all.secrets(),
        all.llmOverrides(),
        new dev.edgeagent.action.Permissions(directory, directory, List.of(), false, false),
        all.memory(),
        all.backends(),
        all.text(),
        20,
        null,
        all.interruptBefore(),
        all.interruptAfter(),
        null,
        all.interrupted(),
        all.listener(),
        all.warn());
  }

  /** As the command does. */
  private static void write(Map<String, Object> state) throws WorkflowException {
    try {
      Json.pretty(state);
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(null, "the final state cannot be written as JSON", "-", e);
    }
  }

  /** A place in one of the files that there are, except for what is not about a place. */
  private void checkError(WorkflowException e) throws IOException {
    if (e.position() == null) {
      require(
          e.what().startsWith("the state cannot be written as JSON")
              || e.what().startsWith("the final state cannot be written as JSON"),
          "no place",
          e);
      return;
    }
    Path file = Path.of(e.position().file());
    require(Files.exists(file), "place in a file that is not there", e);
    require(e.position().line() >= 1 && e.position().column() >= 1, "place before the file", e);
    require(e.position().line() <= lines(file) + 1, "place after the file", e);
    require(!e.what().isBlank() && !e.fix().isBlank(), "says nothing", e);
  }

  /** As YAML counts them: more than LF ends a line. */
  private static long lines(Path file) throws IOException {
    long lines = 0;
    for (byte b : Files.readAllBytes(file)) {
      if (b == '\n' || b == '\r' || b == (byte) 0x85 || b == (byte) 0xA8 || b == (byte) 0xA9) {
        lines++;
      }
    }
    return lines;
  }

  private static void require(boolean holds, String what, WorkflowException e) {
    if (!holds) {
      throw new AssertionError(what + ": " + e.getMessage(), e);
    }
  }

  private static List<String> corpus(Path directory) throws IOException {
    List<String> corpus = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        if (!file.endsWith(WORKFLOW)) {
          corpus.add(Files.readString(file));
        }
      }
    }
    return corpus;
  }

  private static List<String> templates() throws Exception {
    List<String> templates = new ArrayList<>();
    try (var in = FuzzRun.class.getResourceAsStream("/dev/edgeagent/template/jinja-golden.json")) {
      collect(
          Json.parse(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)),
          templates);
    }
    return templates.stream().sorted().distinct().toList();
  }

  private static void collect(Object value, List<String> templates) {
    switch (value) {
      case String text -> {
        if (text.contains("{{") || text.contains("{%")) {
          templates.add(text);
        }
      }
      case Map<?, ?> map -> map.values().forEach(item -> collect(item, templates));
      case List<?> list -> list.forEach(item -> collect(item, templates));
      case null, default -> {}
    }
  }
}
