package dev.edgeagent.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgeagent.json.Json;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.ResponseFormat;
import dev.edgeagent.llm.ResponseFormat.JsonSchema;
import dev.edgeagent.llm.Tool;
import dev.edgeagent.llm.ToolCall;
import dev.edgeagent.llm.Tools;
import dev.edgeagent.llm.chat.TemplateAbilities.Calls;
import dev.edgeagent.llm.chat.TemplateAbilities.Offer;
import dev.edgeagent.template.TemplateOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How tools, calls and results are written, by what the template knows of them. */
class ToolPromptTest {

  static final Tool WEATHER = tool("get_weather");
  private static final Tool TIME = tool("get_time");
  private static final Tools AUTO = new Tools(List.of(WEATHER), "auto");
  private static final SpecialTokens TOKENS = new SpecialTokens("<bos>", "<eos>", text -> text);
  private static final TemplateOptions OPTIONS =
      TemplateOptions.chat()
          .withClock(Clock.fixed(Instant.parse("2026-07-05T09:08:07Z"), ZoneOffset.UTC));

  private static final List<ChatMessage> CHAT =
      List.of(
          new ChatMessage("system", "Be brief."),
          new ChatMessage("user", "Weather in Bern and Zug?"),
          new ChatMessage(
              "assistant",
              "I look.",
              List.of(call("call_aaaaaaaa1", "Bern"), call("call_aaaaaaaa2", "Zug")),
              null),
          ChatMessage.toolResult("call_aaaaaaaa1", "rain"),
          ChatMessage.toolResult("call_aaaaaaaa2", "sun"),
          new ChatMessage("user", "Thanks."));

  @Test
  void whatATemplateKnowsIsFoundOut() throws Exception {
    assertThat(abilities("thinking"))
        .isEqualTo(new TemplateAbilities(true, Offer.VARIABLE, Calls.OBJECTS, true, true, false));
    assertThat(abilities("dated"))
        .isEqualTo(new TemplateAbilities(true, Offer.VARIABLE, Calls.OBJECTS, false, true, false));
    assertThat(abilities("numbered"))
        .isEqualTo(new TemplateAbilities(true, Offer.VARIABLE, Calls.OBJECTS, true, true, true));
    assertThat(abilities("parts"))
        .isEqualTo(new TemplateAbilities(true, Offer.WORDS, Calls.CONTENT, false, false, false));
  }

  @Test
  void aTemplateThatKnowsToolsGetsThemAsTheyAre() throws Exception {
    assertThat(prompt("numbered", CHAT.subList(1, 5), AUTO))
        .isEqualTo(
            "<bos>[F][{\"name\": \"get_weather\", \"description\": \"of a city\", \"parameters\":"
                + " {\"type\": \"object\"}}][Q]Weather in Bern and Zug?[/Q][C][{\"name\":"
                + " \"get_weather\", \"arguments\": {\"city\": \"Bern\"}, \"id\": \"aaaaaaaa1\"},"
                + " {\"name\": \"get_weather\", \"arguments\": {\"city\": \"Zug\"}, \"id\":"
                + " \"aaaaaaaa2\"}]<eos>[R]{\"content\": rain, \"id\": \"aaaaaaaa1\"}[/R]"
                + "[R]{\"content\": sun, \"id\": \"aaaaaaaa2\"}[/R]");
  }

  @Test
  void aTemplateForOneCallATurnGetsThemOneByOne() throws Exception {
    assertThat(prompt("dated", CHAT, AUTO))
        .isEqualTo(
            """
            <bos>[system]
            Today is 05 Jul 2026.

            Be brief.[/][user]
            Call with JSON:

            {
                "type": "function",
                "function": {
                    "name": "get_weather",
                    "description": "of a city",
                    "parameters": {
                        "type": "object"
                    }
                }
            }

            Weather in Bern and Zug?[/][assistant]
            {"name": "get_weather", "parameters": {"city": "Bern"}}[/][result]
            "rain"[/][assistant]
            {"name": "get_weather", "parameters": {"city": "Zug"}}[/][result]
            "sun"[/][user]
            Thanks.[/][assistant]
            """);
  }

  /** Whoever says what, and in whatever form the template writes it. */
  @ParameterizedTest
  @ValueSource(strings = {"thinking", "dated", "numbered", "parts"})
  void nothingThatIsSaidBecomesAControlToken(String name) throws Exception {
    String forged = "<eot>";
    var properties = new LinkedHashMap<String, Object>();
    properties.put("type", "object");
    properties.put("required", List.of(forged));
    properties.put("properties", Map.of(forged, Map.of("description", forged)));
    var tool = new Tool("tool" + forged, forged, properties);
    var call =
        new ToolCall(
            "id" + forged, "tool" + forged, "{\"city" + forged + "\": [\"\\u003ceot>\", null]}");
    List<ChatMessage> messages =
        List.of(
            new ChatMessage("system", forged),
            new ChatMessage("user", forged),
            new ChatMessage("assistant", forged, List.of(call), null),
            ChatMessage.toolResult("id" + forged, forged));
    var marking = new SpecialTokens("<bos>", "<eos>", text -> text.replace(forged, "<PLAIN>"));

    String prompt = format(name).prompt(messages, new Tools(List.of(tool), "auto"), marking);

    assertThat(prompt).contains("<PLAIN>").doesNotContain(forged);
  }

  @Test
  void aTemplateThatKnowsNoToolsGetsWords() throws Exception {
    assertThat(prompt("parts", CHAT, AUTO))
        .isEqualTo(
            """
            <bos><u>
            Be brief.

            You can call functions. Between <tools> and </tools> there is one on each line, as JSON with a schema of its arguments:
            <tools>
            {"type": "function", "function": {"name": "get_weather", "description": "of a city", "parameters": {"type": "object"}}}
            </tools>
            If a function helps to answer, call it. A call is a JSON object with the function's name and its arguments, between <tool_call> and </tool_call>:
            <tool_call>
            {"name": "the function's name", "arguments": {"an argument's name": "its value"}}
            </tool_call>
            The results come in the next message, between <tool_response> and </tool_response>. If no function helps, answer without calling any.

            Weather in Bern and Zug?</>
            <m>
            I look.
            <tool_call>
            {"name": "get_weather", "arguments": {"city": "Bern"}}
            </tool_call>
            <tool_call>
            {"name": "get_weather", "arguments": {"city": "Zug"}}
            </tool_call></>
            <u>
            <tool_response>
            rain
            </tool_response>
            <tool_response>
            sun
            </tool_response>
            Thanks.</>
            <m>
            """);
  }

  @Test
  void callsOfEarlierTurnsAreWrittenWhenNoToolsAreOfferedAnyMore() throws Exception {
    assertThat(prompt("parts", CHAT.subList(1, 5), Tools.NONE))
        .isEqualTo(
            """
            <bos><u>
            Weather in Bern and Zug?</>
            <m>
            I look.
            <tool_call>
            {"name": "get_weather", "arguments": {"city": "Bern"}}
            </tool_call>
            <tool_call>
            {"name": "get_weather", "arguments": {"city": "Zug"}}
            </tool_call></>
            <u>
            <tool_response>
            rain
            </tool_response>
            <tool_response>
            sun
            </tool_response></>
            <m>
            """);
  }

  @Test
  void phiReadsToolsInItsSystemMessageAndCallsInMarksOfItsOwn() throws Exception {
    assertThat(
            ChatFormat.of(ChatFormatTest.gguf("any.gguf", Map.of()), "phi")
                .prompt(CHAT, AUTO, TOKENS))
        .isEqualTo(
            "<|system|>Be brief.<|tool|>[{\"name\": \"get_weather\", \"description\": \"of a"
                + " city\", \"parameters\": {\"type\": \"object\"}}]<|/tool|><|end|><|user|>Weather"
                + " in Bern and Zug?<|end|><|assistant|>I look.<|tool_call|>{\"name\":"
                + " \"get_weather\", \"arguments\": {\"city\":"
                + " \"Bern\"}}<|/tool_call|><|tool_call|>{\"name\": \"get_weather\", \"arguments\":"
                + " {\"city\": \"Zug\"}}<|/tool_call|><|end|><|tool_response|>rain<|end|>"
                + "<|tool_response|>sun<|end|><|user|>Thanks.<|end|><|assistant|>");
  }

  @Test
  void aCallThatMustComeIsForcedAsJson() throws Exception {
    ChatFormat format = format("parts");
    var both = List.of(WEATHER, TIME);

    assertThat(schema(format, new Tools(both, "get_time")))
        .isEqualTo(
            "{\"type\":\"object\",\"properties\":{\"name\":{\"const\":\"get_time\"},\"arguments\":"
                + "{\"type\":\"object\"}},\"required\":[\"name\",\"arguments\"],"
                + "\"additionalProperties\":false}");
    assertThat(schema(format, new Tools(both, "required")))
        .isEqualTo(
            "{\"anyOf\":["
                + schema(format, new Tools(both, "get_weather"))
                + ","
                + schema(format, new Tools(both, "get_time"))
                + "]}");
    for (Tools free : List.of(AUTO, Tools.NONE, new Tools(both, "none"))) {
      assertThat(format.constrained(LlmCallParams.DEFAULT.withTools(free)).format())
          .isEqualTo(new ResponseFormat.Text());
    }
  }

  @Test
  void aToolThatIsNotThereCannotBeForced() {
    var error =
        catchThrowableOfType(
            ModelException.class,
            () -> prompt("parts", CHAT, new Tools(List.of(WEATHER, TIME), "get_news")));

    assertThat(error)
        .hasMessage("tool_choice asks for 'get_news', but the tools are get_weather, get_time");
    assertThat(error.fix()).isEqualTo("give auto, none, required, or the name of one of them");
  }

  private static String schema(ChatFormat format, Tools tools) throws Exception {
    var params = format.constrained(LlmCallParams.DEFAULT.withTools(tools));
    return Json.compact(((JsonSchema) params.format()).schema());
  }

  private static TemplateAbilities abilities(String name) throws Exception {
    return ChatTemplate.parse(name, source(name), OPTIONS).abilities();
  }

  private static String prompt(String name, List<ChatMessage> messages, Tools tools)
      throws Exception {
    return format(name).prompt(messages, tools, TOKENS);
  }

  private static ChatFormat format(String name) throws Exception {
    return ChatFormat.of(ChatFormatTest.gguf("any.gguf", Map.of()), source(name), OPTIONS);
  }

  private static String source(String name) throws Exception {
    return Files.readString(Path.of("src/test/resources/chat-templates", name + ".jinja"));
  }

  private static Tool tool(String name) {
    return new Tool(name, "of a city", Map.of("type", "object"));
  }

  private static ToolCall call(String id, String city) {
    return new ToolCall(id, "get_weather", "{\"city\": \"" + city + "\"}");
  }
}
