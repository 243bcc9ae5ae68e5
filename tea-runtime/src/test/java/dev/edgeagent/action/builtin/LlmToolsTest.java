package dev.edgeagent.action.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Params;
import dev.edgeagent.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** llm.tools with a model that asks for what the test says. */
class LlmToolsTest {

  @TempDir Path directory;
  private ScriptedApi api;

  @BeforeEach
  void start() throws Exception {
    api = new ScriptedApi();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void runsTheActionThatTheModelAsksForAndGoesOnWithItsResult() throws Exception {
    Files.writeString(directory.resolve("notes.txt"), "buy tea");
    api.asksFor("c1", "file_read", "{\"path\": \"notes.txt\"}").says("It says: buy tea");

    Map<String, Object> result = run("{\"prompt\": \"What?\", \"tools\": [\"file.read\"]}");

    assertThat(result)
        .containsEntry("content", "It says: buy tea")
        .containsEntry("rounds", 1L)
        .containsEntry("tokens_used", 26L)
        .containsEntry("backend", "api");
    assertThat(Json.compact(result.get("tool_calls")))
        .isEqualTo(
            "[{\"id\":\"c1\",\"name\":\"file_read\",\"arguments\":{\"path\":\"notes.txt\"}}]");
    assertThat(Json.compact(result.get("tool_results")))
        .isEqualTo(
            "[{\"tool_call_id\":\"c1\",\"name\":\"file_read\",\"result\":\"{\\\"content\\\":\\\"buy"
                + " tea\\\",\\\"success\\\":true}\"}]");
    assertThat(roles(1)).containsExactly("user", "assistant", "tool");
  }

  @Test
  void offersAnActionAsItDescribesItself() throws Exception {
    api.says("hello");
    run("{\"prompt\": \"x\", \"tools\": [{\"action\": \"file.exists\", \"name\": \"is_there\"}]}");
    assertThat(Json.compact(api.requests().getFirst().get("tools")))
        .isEqualTo(
            "[{\"type\":\"function\",\"function\":{\"name\":\"is_there\",\"description\":\"%s\",\"parameters\":{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\",\"description\":\"%s\"}},\"required\":[\"path\"]}}}]"
                .formatted(
                    new FileExists().description(),
                    new FileExists().parameters().getFirst().description()));
  }

  @Test
  void readsTheShortFormOfParameters() throws Exception {
    api.says("hello");
    run(
        """
        {"prompt": "x", "tools": [{"name": "add", "description": "Adds", "parameters":
          {"a": {"type": "integer", "required": true}, "b": "integer"}}]}
        """);
    assertThat(Json.compact(api.requests().getFirst().get("tools")))
        .isEqualTo(
            "[{\"type\":\"function\",\"function\":{\"name\":\"add\",\"description\":\"Adds\",\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"integer\"}},\"required\":[\"a\"]}}}]");
  }

  @Test
  void tellsTheModelWhatWentWrong() throws Exception {
    api.asksFor("c1", "file_read", "{\"path\": \"/etc/hostname\"}")
        .asksFor("c2", "nope", "{}")
        .asksFor("c3", "file_read", "[1")
        .says("sorry");

    Map<String, Object> result = run("{\"prompt\": \"What?\", \"tools\": [\"file.read\"]}");

    assertThat(result).containsEntry("content", "sorry").containsEntry("rounds", 3L);
    assertThat(values(result.get("tool_results"), "result"))
        .containsExactly(
            "{\"error\":\"'/etc/hostname' is outside of the workflow's directory and the working"
                + " directory (move it there, or allow it: --allow-path DIR)\"}",
            "{\"error\":\"there is no tool 'nope'; there is: file_read\"}",
            "{\"error\":\"the arguments are not a JSON object: [1\"}");
  }

  @Test
  void endsAfterSoManyRounds() throws Exception {
    api.asksFor("c1", "t", "{}").asksFor("c2", "t", "{}").asksFor("c3", "t", "{}");
    Map<String, Object> result =
        run("{\"prompt\": \"x\", \"tools\": [{\"name\": \"t\"}], \"max_tool_rounds\": 2}");
    assertThat(result)
        .containsEntry("warning", "Max tool rounds (2) reached")
        .containsEntry("rounds", 2L);
    assertThat(api.requests()).hasSize(3);
  }

  @Test
  void requiresAToolOnlyOnce() throws Exception {
    api.asksFor("c1", "t", "{}").says("done");
    run("{\"prompt\": \"x\", \"tools\": [{\"name\": \"t\"}], \"tool_choice\": \"required\"}");
    assertThat(api.requests().get(0)).containsEntry("tool_choice", "required");
    assertThat(api.requests().get(1).get("tool_choice")).isIn(null, "auto");
  }

  @Test
  void refusesToolsThatCannotBe() {
    assertThat(failure("[]"))
        .isEqualTo("parameter 'tools' must be a list of one tool or more, got []");
    assertThat(failure("[\"file.raed\"]"))
        .isEqualTo("tool 1 names the action 'file.raed', which is not there");
    assertThat(failure("[{\"description\": \"x\"}]"))
        .isEqualTo("tool 1 is not a tool: {\"description\":\"x\"}");
    assertThat(failure("[{\"name\": \"a b\"}]")).isEqualTo("'a b' cannot be the name of a tool");
    assertThat(failure("[{\"name\": \"a\"}, {\"name\": \"a\"}]"))
        .isEqualTo("two tools are called 'a'");
    assertThat(failure("[{\"name\": \"a\"}], \"tool_choice\": \"b\""))
        .isEqualTo("tool_choice 'b' is none of the tools");
  }

  private String failure(String tools) {
    ActionException[] failure = new ActionException[1];
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> run("{\"prompt\": \"x\", \"tools\": " + tools + "}"))
        .satisfies(e -> failure[0] = e);
    return String.valueOf(failure[0].getMessage());
  }

  private List<Object> roles(int request) {
    return values(api.requests().get(request).get("messages"), "role");
  }

  private static List<Object> values(Object maps, String key) {
    List<Object> values = new ArrayList<>();
    for (Object map : (List<?>) maps) {
      values.add(((Map<?, ?>) map).get(key));
    }
    return values;
  }

  @SuppressWarnings("unchecked") // a JSON object
  private Map<String, Object> run(String params) throws Exception {
    var action = new LlmTools();
    return action.run(
        Params.named((Map<String, Object>) Json.parse(params), action.parameters()),
        api.context(directory));
  }
}
