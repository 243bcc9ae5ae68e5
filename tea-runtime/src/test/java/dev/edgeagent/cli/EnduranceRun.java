package dev.edgeagent.cli;

import dev.edgeagent.json.Json;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.LocalModels;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.SamplingParams;
import dev.edgeagent.llm.llamacpp.LlamaCppEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process that talks for a long time: {@code EnduranceRun DIRECTORY}, with {@code workflow.yaml}
 * in it, whose branches ask what {@link EnduranceTest#QUESTIONS} has. Prints what it has seen.
 */
final class EnduranceRun {

  private static final int TURNS = 200;
  private static final LlmCallParams PARAMS =
      LlmCallParams.DEFAULT.withMaxTokens(12).withSampling(SamplingParams.greedy());

  private final Path directory;
  private final Path demo = Path.of(System.getProperty("tea.models"), "demo/demo.gguf");

  private EnduranceRun(Path directory) {
    this.directory = directory;
  }

  public static void main(String[] args) throws Exception {
    var run = new EnduranceRun(Path.of(args[0]));
    try (var models =
        new LocalModels(
            new LlamaCppEngine(Path.of(System.getProperty("tea.natives")), _ -> {}), null)) {
      LlmBackend model = models.get(run.demo, LoadSettings.AUTO);
      String conversation = run.talk(model);
      List<String> lone = run.loneAnswers(model);
      run.requireAnswers(lone);
      long before = residentBytes();
      require(run.talk(model).equals(conversation), "the conversation went otherwise");
      run.requireAnswers(lone);
      System.out.println(conversation);
      System.out.println("grown by MiB: " + ((residentBytes() - before) >> 20));
    }
    System.exit(0);
  }

  /** One conversation; where the context is full, its older half is dropped and the rest asked. */
  private String talk(LlmBackend model) throws Exception {
    List<ChatMessage> messages = new ArrayList<>();
    int full = 0;
    int answers = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      String question = EnduranceTest.QUESTIONS.get(turn % EnduranceTest.QUESTIONS.size());
      messages.add(new ChatMessage("user", question + " (" + "and then? ".repeat(12) + ")"));
      LlmResult result;
      try {
        result = model.chat(messages, PARAMS);
      } catch (ModelException e) {
        require(
            String.valueOf(e.getMessage()).startsWith("context_length_exceeded: the prompt has "),
            e.getMessage());
        full++;
        messages.subList(0, messages.size() / 4 * 2).clear();
        result = model.chat(messages, PARAMS);
      }
      answers++;
      messages.add(new ChatMessage("assistant", result.content()));
    }
    return answers + " answers, context full: " + (full > 0);
  }

  private List<String> loneAnswers(LlmBackend model) throws Exception {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < EnduranceTest.BRANCHES; i++) {
      String question = EnduranceTest.QUESTIONS.get(i % EnduranceTest.QUESTIONS.size());
      answers.add(model.chat(List.of(new ChatMessage("user", question)), PARAMS).content());
    }
    return answers;
  }

  private void requireAnswers(List<String> lone) throws Exception {
    var tea = new InProcess(directory);
    String file = directory.resolve("workflow.yaml").toString();
    int code = tea.run("run", file, "-q", "--gguf", demo.toString());
    require(code == 0, tea.err());
    var state = (Map<?, ?>) Json.parse(tea.out());
    require(lone.equals(state.get("answers")), "branches: " + tea.out() + "\nalone: " + lone);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  private static long residentBytes() throws Exception {
    System.gc();
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .sum();
  }
}
