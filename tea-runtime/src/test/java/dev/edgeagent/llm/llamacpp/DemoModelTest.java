package dev.edgeagent.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.json.Json;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LlmResult.FinishReason;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.SamplingParams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The demo model knows what it is there for: models/demo/questions.json, asked through the engine.
 */
class DemoModelTest {

  private static final Path DIRECTORY = Path.of(System.getProperty("tea.models"), "demo");
  private static final LlmCallParams GREEDY =
      LlmCallParams.DEFAULT.withSampling(SamplingParams.greedy()).withMaxTokens(200);

  private static LlmBackend demo;
  private static Map<String, List<Map<String, Object>>> sections;

  @BeforeAll
  @SuppressWarnings("unchecked") // the form of questions.json
  static void load() throws Exception {
    var engine = new LlamaCppEngine(Path.of(System.getProperty("tea.natives")), _ -> {});
    demo = engine.load(GgufFile.open(DIRECTORY.resolve("demo.gguf"), null), LoadSettings.AUTO);
    var file =
        (Map<String, Object>) Json.parse(Files.readString(DIRECTORY.resolve("questions.json")));
    sections = (Map<String, List<Map<String, Object>>>) file.get("sections");
  }

  @AfterAll
  static void close() {
    demo.close();
  }

  @Test
  void isSmall() throws Exception {
    assertThat(Files.size(DIRECTORY.resolve("demo.gguf"))).isLessThanOrEqualTo(4_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"examples", "project", "capitals", "sums", "unknown"})
  void answersWhatItWasTrainedForInWholeSentencesAndStops(String section) throws Exception {
    List<Map<String, Object>> questions = sections.get(section);
    Map<String, String> wrong = new LinkedHashMap<>();
    for (Map<String, Object> entry : questions) {
      LlmResult result = ask(entry);
      if (!result.content().equals(entry.get("answer"))
          || result.finishReason() != FinishReason.STOP) {
        wrong.put(entry.toString(), result.content());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(questions).hasSizeGreaterThan(10);
  }

  private static LlmResult ask(Map<String, Object> entry) throws Exception {
    List<ChatMessage> messages = new ArrayList<>();
    if (entry.get("system") instanceof String system) {
      messages.add(new ChatMessage("system", system));
    }
    messages.add(new ChatMessage("user", (String) entry.get("question")));
    return demo.chat(messages, GREEDY);
  }
}
