package dev.edgeagent.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LlmResult.FinishReason;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.SamplingParams;
import dev.edgeagent.llm.Tool;
import dev.edgeagent.llm.ToolCall;
import dev.edgeagent.llm.Tools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Chat formats and tools, through the engine. */
class ChatFormatsOfTheDemoModelTest {

  private static final LlmCallParams GREEDY =
      LlmCallParams.DEFAULT.withSampling(SamplingParams.greedy()).withMaxTokens(40);
  private static final List<ChatMessage> QUESTION =
      List.of(new ChatMessage("user", "What is 2+2?"));

  /** The demo model's own format with few words about tools: its context is small. */
  private static final String WITH_TOOLS =
      "{{ bos_token }}<start_of_turn>user\n"
          + "{{ tools[0].function.name ~ '. ' ~ tools[0].function.description }}\n\n"
          + "{{ messages[-1].content }}<end_of_turn>\n"
          + "{{ '<start_of_turn>model\n"
          + "' }}";

  private static final Map<String, Object> ZONE =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of("zone", Map.of("enum", List.of("UTC", "local"))),
          "required",
          List.of("zone"),
          "additionalProperties",
          false);

  private static LlmBackend demo;

  @BeforeAll
  static void load() throws Exception {
    Path file = Path.of(System.getProperty("tea.models"), "demo", "demo.gguf");
    demo =
        new LlamaCppEngine(Path.of(System.getProperty("tea.natives")), _ -> {})
            .load(GgufFile.open(file, null), LoadSettings.AUTO);
  }

  @AfterAll
  static void close() {
    demo.close();
  }

  @Test
  void theNamedFormatOfItsFamilyGivesTheSameAnswerFromAsManyTokens() throws Exception {
    LlmResult own = demo.chat(QUESTION, GREEDY);
    LlmResult named = demo.chat(QUESTION, GREEDY.withContext(format("gemma")));

    assertThat(own.content()).isEqualTo("2+2 is 4.");
    assertThat(named.content()).isEqualTo(own.content());
    assertThat(named.usage()).isEqualTo(own.usage());
  }

  @Test
  void aTemplateWithoutBosGetsItOnceAllTheSame() throws Exception {
    LlmResult own = demo.chat(QUESTION, GREEDY);
    LlmResult given =
        demo.chat(
            QUESTION,
            GREEDY.withContext(
                format(
                    "<start_of_turn>user\n{{ messages[0].content }}<end_of_turn>\n"
                        + "{{ '<start_of_turn>model\n' }}")));

    assertThat(given.content()).isEqualTo(own.content());
    assertThat(given.usage()).isEqualTo(own.usage());
  }

  @Test
  void anUnknownFormatIsAnErrorAndTheNextCallWorks() throws Exception {
    assertThatThrownBy(() -> demo.chat(QUESTION, GREEDY.withContext(format("gema"))))
        .isInstanceOf(ModelException.class)
        .hasMessage("there is no chat format 'gema'");
    assertThat(demo.chat(QUESTION, GREEDY).content()).isEqualTo("2+2 is 4.");
  }

  @Test
  void anAnswerWithoutCallsIsTextThoughToolsAreOffered() throws Exception {
    List<String> told = new ArrayList<>();
    LlmResult result =
        demo.chat(
            QUESTION,
            GREEDY.withTools(tools("auto")).withContext(format(WITH_TOOLS)),
            piece -> told.add(piece));

    assertThat(result.content()).isEqualTo("2+2 is 4.");
    assertThat(result.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(result.toolCalls()).isEmpty();
    assertThat(String.join("", told)).isEqualTo("2+2 is 4.");
  }

  @Test
  void aCallThatMustComeComesAndItsTextIsNotTold() throws Exception {
    List<String> told = new ArrayList<>();
    LlmCallParams required =
        GREEDY.withTools(tools("required")).withContext(format(WITH_TOOLS)).withMaxTokens(100);

    LlmResult result = demo.chat(QUESTION, required, piece -> told.add(piece));

    assertThat(result.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(result.content()).isEmpty();
    assertThat(told).isEmpty();
    ToolCall call = result.toolCalls().getFirst();
    assertThat(call.name()).isEqualTo("get_time");
    assertThat(call.arguments()).isIn("{\"zone\":\"UTC\"}", "{\"zone\":\"local\"}");
    assertThat(demo.chat(QUESTION, required).toolCalls()).isEqualTo(result.toolCalls());
  }

  @Test
  void aToolThatIsNotThereIsAnErrorBeforeAnythingIsRead() {
    assertThatThrownBy(
            () -> demo.chat(QUESTION, GREEDY.withTools(tools("get_news")), AnswerListener.NONE))
        .isInstanceOf(ModelException.class)
        .hasMessage("tool_choice asks for 'get_news', but the tools are get_time");
  }

  private static Tools tools(String choice) {
    return new Tools(List.of(new Tool("get_time", "You answer briefly.", ZONE)), choice);
  }

  private static ContextSettings format(String template) {
    return new ContextSettings(0, 0, 0, KvType.F16, template);
  }
}
