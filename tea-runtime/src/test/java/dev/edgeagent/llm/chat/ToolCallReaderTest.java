package dev.edgeagent.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LlmResult.FinishReason;
import dev.edgeagent.llm.LlmResult.Timings;
import dev.edgeagent.llm.ToolCall;
import dev.edgeagent.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCallReaderTest {

  private static final String CALL =
      "<tool_call>\n{\"name\": \"get_time\", \"arguments\": {\"zone\": \"UTC\"}}\n</tool_call>";

  private final List<String> told = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Plain text, with < and [ and ``` and { in it.\n",
        "Text first.\n\n" + CALL,
        CALL + "\n" + CALL + "\nbehind",
        "<tool_call> is a mark, {\"name\": 1} is none, [TOOL_CALLS] neither",
        "  {\"name\": \"get_time\", \"parameters\": {}}",
        "{\"name\": \"get_time\", \"parameters\": broken",
        "```json\n{\"name\": \"get_time\", \"arguments\": {}}\n```",
        "```json\n{\"answer\": 42}\n```",
        "<think>\n" + CALL + "\n</think>\n\n" + CALL,
        "```tool_code\nget_time(zone='UTC')\n```\nDone.",
        "[get_time(zone='UTC')] and more",
        "[link](x) and [get_time",
        "\n\n",
      })
  void theListenerHearsTheTextAndNothingElseHoweverTheAnswerIsCut(String answer) {
    for (int length = 1; length <= answer.length(); length++) {
      told.clear();
      LlmResult result = read(answer, length, AnswerListener.NONE);

      assertThat(String.join("", told)).isEqualTo(result.content());
      assertThat(result.content()).isEqualTo(CallParser.parse(answer).text());
      assertThat(told).doesNotContain("");
    }
  }

  @Test
  void textIsToldAsSoonAsItCanBeNoCall() {
    read("A < b. [1] {x} `c`\n\nSo <tool_call> or", 1, AnswerListener.NONE);

    assertThat(told.stream().collect(Collectors.joining("|")))
        .isEqualTo("A| <| b|.| [1|]| {|x|}| `c|`|\n\nS|o| <tool_call> o|r");
  }

  @Test
  void anAnswerWithCallsWaitsForTools() {
    LlmResult result = read("I look.\n" + CALL, 3, AnswerListener.NONE);

    assertThat(result.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(result.content()).isEqualTo("I look.");
    assertThat(result.usage()).isEqualTo(new Usage(3, 4));
    ToolCall call = result.toolCalls().getFirst();
    assertThat(call.name()).isEqualTo("get_time");
    assertThat(call.arguments()).isEqualTo("{\"zone\":\"UTC\"}");
    assertThat(call.id()).matches("call_[A-Za-z0-9]{9}");
  }

  @Test
  void idsAreTheSameForTheSameConversationAndDifferentOtherwise() {
    var first = new ToolCallReader(true, 1, AnswerListener.NONE).finish(result(CALL + CALL));
    var same = new ToolCallReader(true, 1, AnswerListener.NONE).finish(result(CALL + CALL));
    var later = new ToolCallReader(true, 2, AnswerListener.NONE).finish(result(CALL + CALL));

    List<String> ids = first.toolCalls().stream().map(ToolCall::id).toList();
    assertThat(same.toolCalls().stream().map(ToolCall::id)).isEqualTo(ids);
    assertThat(later.toolCalls().stream().map(ToolCall::id)).doesNotContainAnyElementsOf(ids);
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void withoutToolsEverythingIsText() {
    var reader = new ToolCallReader(false, 1, this::tell);
    reader.onText(CALL);
    LlmResult answer = result(CALL);

    assertThat(reader.finish(answer)).isSameAs(answer);
    assertThat(told).containsExactly(CALL);
  }

  @Test
  void aListenerThatHasHeardEnoughIsToldNoMore() {
    LlmResult result =
        read(
            "One two three.",
            4,
            _ -> {
              return false;
            });

    assertThat(told).containsExactly("One");
    assertThat(result.content()).isEqualTo("One");
  }

  private LlmResult read(String answer, int length, AnswerListener then) {
    var reader =
        new ToolCallReader(
            true,
            1,
            piece -> {
              tell(piece);
              return then.onText(piece);
            });
    for (int i = 0; i < answer.length(); i += length) {
      if (!reader.onText(answer.substring(i, Math.min(answer.length(), i + length)))) {
        break;
      }
    }
    return reader.finish(result(answer));
  }

  private boolean tell(String piece) {
    told.add(piece);
    return true;
  }

  private static LlmResult result(String content) {
    return new LlmResult(
        content, "model", "local", FinishReason.STOP, List.of(), new Usage(3, 4), Timings.UNKNOWN);
  }
}
