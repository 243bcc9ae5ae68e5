package dev.edgeagent.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.llm.chat.CallJson.Call;
import dev.edgeagent.llm.chat.CallParser.Parts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallParserTest {

  private static final Call BERN = new Call("get_weather", "{\"city\":\"Bern\"}");
  private static final Call TIME = new Call("get_time", "{}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Hermes, Qwen
        "<tool_call>\n"
            + "{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Bern\"}}\n"
            + "</tool_call>",
        // the same with the end token cut off, and with the arguments as text
        "<tool_call>{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Bern\"}}",
        "<tool_call>{\"name\": \"get_weather\", \"arguments\": \"{\\\"city\\\":"
            + " \\\"Bern\\\"}\"}</tool_call>",
        // Llama 3
        "{\"name\": \"get_weather\", \"parameters\": {\"city\": \"Bern\"}}",
        "<|python_tag|>{\"name\": \"get_weather\", \"parameters\": {\"city\": \"Bern\"}}<|eom_id|>",
        "{\"type\": \"function\", \"name\": \"get_weather\", \"parameters\": {\"city\": \"Bern\"}}",
        "{\"function\": \"get_weather\", \"parameters\": {\"city\": \"Bern\"}}",
        "<function=get_weather>{\"city\": \"Bern\"}</function>",
        // Phi-4-mini
        "<|tool_call|>[{\"name\": \"get_weather\", \"arguments\": {\"city\":"
            + " \"Bern\"}}]<|/tool_call|>",
        "<|tool_call|>{\"name\": \"get_weather\", \"arguments\": {\"city\":"
            + " \"Bern\"}}<|/tool_call|>",
        "functools[{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Bern\"}}]",
        // Mistral
        "[TOOL_CALLS][{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Bern\"}, \"id\":"
            + " \"abcDEF123\"}]",
        "[TOOL_CALLS]get_weather[CALL_ID]abcDEF123[ARGS]{\"city\": \"Bern\"}",
        "[TOOL_CALLS]get_weather{\"city\": \"Bern\"}",
        // Nemotron
        "<TOOLCALL>[{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Bern\"}}]</TOOLCALL>",
        // Gemma 3
        "```tool_code\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Bern\"}}\n```",
        "```json\n[{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Bern\"}}]\n```\n",
        "```tool_code\nget_weather(city=\"Bern\")\n```",
        "```tool_code\nprint(get_weather(city='Bern'))\n```",
        "[get_weather(city='Bern')]",
        // the OpenAI API
        "{\"id\": \"x\", \"type\": \"function\", \"function\":"
            + " {\"name\": \"get_weather\", \"arguments\": \"{\\\"city\\\":\\\"Bern\\\"}\"}}",
      })
  void findsACallInTheFormOfEachModel(String answer) {
    assertThat(CallParser.parse(answer)).isEqualTo(new Parts("", List.of(BERN)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<tool_call>{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Bern\"}}</tool_call>\n"
            + "<tool_call>{\"name\":\"get_time\",\"arguments\":{}}</tool_call>",
        "<tool_call>{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Bern\"}}\n"
            + "{\"name\":\"get_time\",\"arguments\":{}}</tool_call>",
        "{\"name\":\"get_weather\",\"parameters\":{\"city\":\"Bern\"}};"
            + " {\"name\":\"get_time\",\"parameters\":{}}",
        "[TOOL_CALLS]get_weather[ARGS]{\"city\":\"Bern\"}[TOOL_CALLS]get_time[ARGS]{}",
        "```tool_code\nget_weather(city='Bern')\nget_time()\n```",
        "[get_weather(city='Bern',), get_time( )]",
        "<|tool_call|>[{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Bern\"}},"
            + " {\"name\":\"get_time\"}]<|/tool_call|>",
      })
  void findsSeveralCalls(String answer) {
    assertThat(CallParser.parse(answer)).isEqualTo(new Parts("", List.of(BERN, TIME)));
  }

  @Test
  void keepsTheTextAroundCalls() {
    String answer =
        "I look it up.\n\n"
            + "<tool_call>{\"name\":\"get_time\",\"arguments\":{}}</tool_call>\n"
            + "Wait.\n"
            + "<tool_call>{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Bern\"}}</tool_call>\n";

    assertThat(CallParser.parse(answer))
        .isEqualTo(new Parts("I look it up.\nWait.", List.of(TIME, BERN)));
  }

  @Test
  void keepsWhatArgumentsSay() {
    String answer =
        "<tool_call>{\"name\":\"a\",\"arguments\":"
            + "{\"s\":\"}]</tool_call>\\\"\",\"n\":[1,2.5,true,null],\"ü\":{\"x\":{}}}}</tool_call>";

    assertThat(CallParser.parse(answer).calls())
        .containsExactly(
            new Call(
                "a", "{\"s\":\"}]</tool_call>\\\"\",\"n\":[1,2.5,true,null],\"ü\":{\"x\":{}}}"));
  }

  @Test
  void readsPythonsLiterals() {
    String answer =
        """
        ```tool_code
        tools.set(a=-1, b=2.5e3, c=True, d=None, e=[1, 'x', []], f={"k": {'l': False}}, g="it's \\"so\\"\\n")
        ```\
        """;

    assertThat(CallParser.parse(answer).calls())
        .containsExactly(
            new Call(
                "tools.set",
                "{\"a\":-1,\"b\":2500.0,\"c\":true,\"d\":null,\"e\":[1,\"x\",[]],"
                    + "\"f\":{\"k\":{\"l\":false}},\"g\":\"it's \\\"so\\\"\\n\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "It is 12:00.",
        // broken JSON
        "<tool_call>{\"name\":\"get_time\",\"arguments\":{}</tool_call>",
        "<tool_call>{name: get_time}</tool_call>",
        "<tool_call>get_time</tool_call>",
        "<tool_call>[]</tool_call>",
        "[TOOL_CALLS] none",
        "{\"name\":\"get_time\",\"parameters\":",
        // no call
        "<tool_call>{\"arguments\":{}}</tool_call>",
        "<tool_call>{\"name\":\"get_time\",\"arguments\":[1]}</tool_call>",
        "{\"name\":\"Bern\",\"population\":134000}",
        "{\"name\":\"Bern\"}",
        "{\"name\":\"get_time\",\"description\":\"The time\",\"parameters\":{}}",
        "{\"answer\":42}",
        "[1, 2, 3]",
        "See [TOOL_CALLS] and <tool_call> in the manual.",
        "```java\nint x = 1;\n```",
        "```tool_code\nget_weather(\"Bern\")\n```",
        "```tool_code\nget_weather(city=home())\n```",
        "```tool_code\nget_weather(city=\"Bern\"",
        "```tool_code\nx = 1\n```",
        "[sic](city='Bern')",
        "get_time()",
        // JSON that looks like one, but stands in a sentence
        "A call is {\"name\":\"get_time\",\"arguments\":{}}, for instance.",
      })
  void whatIsNoCallIsText(String answer) {
    assertThat(CallParser.parse(answer)).isEqualTo(new Parts(answer, List.of()));
  }

  @Test
  void thoughtsAreNoCalls() {
    String call = "<tool_call>{\"name\":\"get_time\",\"arguments\":{}}</tool_call>";

    assertThat(CallParser.parse("<think>\n" + call + "?\n</think>\n\n" + call))
        .isEqualTo(new Parts("<think>\n" + call + "?\n</think>", List.of(TIME)));
    assertThat(CallParser.parse("<think>\n" + call))
        .isEqualTo(new Parts("<think>\n" + call, List.of()));
  }
}
