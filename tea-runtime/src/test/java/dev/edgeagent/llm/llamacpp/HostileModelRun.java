package dev.edgeagent.llm.llamacpp;

import dev.edgeagent.fuzz.Watchdog;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.LocalModels;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.SamplingParams;
import dev.edgeagent.llm.llamacpp.HostileCases.Case;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A process that loads hostile models and asks them: {@code HostileModelRun DIRECTORY SEED FLIPS
 * FIRST STEP}. It writes the number of each case before it begins with it. Each must end in an
 * answer or in an error that says what to do; what else happens is printed and ends the process.
 */
public final class HostileModelRun {

  /** Only catches hangs: nothing takes anywhere near as long. */
  private static final long HANG_SECONDS = 60;

  private static final long MOST_BYTES = 1500L << 20;
  private static final int FAILED = 3;

  private final Path directory;
  private final LlamaCppEngine engine =
      new LlamaCppEngine(Path.of(System.getProperty("tea.natives")), _ -> {});
  private final Map<String, Integer> kinds = new TreeMap<>();
  private int answers;
  private int refusals;

  private HostileModelRun(Path directory) {
    this.directory = directory;
  }

  static List<Case> cases(long seed, int flips) throws Exception {
    Map<String, byte[]> models =
        Map.of(
            "demo", Files.readAllBytes(Path.of(System.getProperty("tea.models"), "demo/demo.gguf")),
            "gemma3", TinyGemma.bytes(4096),
            "gemma3n", TinyGemma3n.bytes(),
            "phi3", TinyPhi.bytes(131_072));
    List<Case> cases = new ArrayList<>();
    new TreeMap<>(models)
        .forEach(
            (name, bytes) -> {
              cases.addAll(new HostileCases(name, bytes).named());
              cases.addAll(new HostileCases(name, bytes).flips(seed, flips));
            });
    return cases;
  }

  public static void main(String[] args) {
    var run = new HostileModelRun(Path.of(args[0]));
    int step = Integer.parseInt(args[4]);
    int at = Integer.parseInt(args[3]);
    String name = "";
    try {
      List<Case> cases = cases(Long.parseLong(args[1]), Integer.parseInt(args[2]));
      for (; at < cases.size(); at += step) {
        name = cases.get(at).name();
        Files.writeString(run.directory.resolve("at"), String.valueOf(at));
        long start = System.nanoTime();
        Watchdog watchdog = Watchdog.over(Thread.currentThread(), 0, at, HANG_SECONDS);
        run.run(cases.get(at).bytes().get(), name);
        watchdog.close();
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (millis > 2000) {
          System.out.println("slow: " + name + " took " + millis + " ms");
        }
      }
      System.out.println(run.answers + " answers, " + run.refusals + " refusals");
      run.kinds.forEach((kind, count) -> System.out.println(count + " x " + kind));
      System.exit(0);
    } catch (Throwable e) { // whatever it is, it must not happen
      System.out.println("case " + at + ", " + name + ": " + e);
      e.printStackTrace(System.out);
      System.exit(FAILED);
    }
  }

  private void run(byte[] bytes, String name) throws Exception {
    Path file = Files.write(directory.resolve("model.gguf"), bytes);
    try (var models = new LocalModels(engine, null)) {
      LlmBackend model = models.get(file, LoadSettings.AUTO);
      ask(model);
      answers++;
    } catch (ModelException e) {
      refusals++;
      check(e, name);
    } finally {
      Files.delete(file); // a new one each time: what is mapped must not change
    }
    long peak = peakBytes();
    if (peak > MOST_BYTES) {
      throw new AssertionError("it took " + (peak >> 20) + " MiB");
    }
  }

  private void ask(LlmBackend model) throws Exception {
    ModelException problem = null;
    try {
      model.complete("Hello", LlmCallParams.DEFAULT.withMaxTokens(3));
      model.chat(
          List.of(new ChatMessage("user", "Hello you")),
          LlmCallParams.DEFAULT.withMaxTokens(3).withSampling(SamplingParams.greedy()));
    } catch (ModelException e) {
      problem = e;
    }
    try {
      model.embed(List.of("Hello"), ContextSettings.AUTO);
    } catch (ModelException e) {
      if (problem == null && !String.valueOf(e.getMessage()).contains("embeddings")) {
        problem = e;
      }
    }
    if (problem != null) {
      throw problem;
    }
  }

  private void check(ModelException e, String name) {
    String what = String.valueOf(e.getMessage());
    if (what.isBlank() || e.fix().isBlank() || what.endsWith(": ") || what.length() > 2000) {
      throw new AssertionError("says nothing: " + what + " / " + e.fix());
    }
    if (Boolean.getBoolean("tea.hostile.verbose")) {
      System.out.println(name + " -> " + what);
    }
    kinds.merge(what.replaceAll("'[^']*'", "X").replaceAll("[0-9]+", "N"), 1, Integer::sum);
  }

  private static long peakBytes() throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    return 0;
  }
}
