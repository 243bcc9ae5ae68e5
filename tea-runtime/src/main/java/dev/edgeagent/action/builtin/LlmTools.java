package dev.edgeagent.action.builtin;

import static dev.edgeagent.action.Parameter.optional;
import static dev.edgeagent.action.Parameter.required;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.ToolCall;
import dev.edgeagent.llm.Tools;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code llm.tools}: answers a conversation with the help of actions, in rounds: what the model
 * asks for is run, and it goes on with the results.
 */
final class LlmTools implements Action {

  private static final int DEFAULT_ROUNDS = 10;

  private static final List<Parameter> PARAMETERS =
      LlmParameters.join(
          List.of(
              required(
                  "tools",
                  ParameterType.LIST,
                  "actions, or maps of name, description, parameters and action"),
              optional("tool_choice", ParameterType.TEXT, "auto, none, required, or a tool's name"),
              optional(
                  "max_tool_rounds",
                  ParameterType.INTEGER,
                  "how often the model may ask for tools (10)")),
          LlmParameters.ALL);

  @Override
  public String name() {
    return "llm.tools";
  }

  @Override
  public String description() {
    return "Answers as llm.chat does, with actions that the model may ask for.";
  }

  @Override
  public List<Parameter> parameters() {
    return PARAMETERS;
  }

  @Override
  public String mainKey() {
    return "content";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context)
      throws ActionException, InterruptedException {
    ToolBox tools = ToolBox.of(params, context);
    int most = params.integer("max_tool_rounds").orElse(DEFAULT_ROUNDS);
    if (most < 1) {
      throw params.wrong("max_tool_rounds", "1 or more");
    }
    return new Conversation(new LlmRequest(params, context), tools, LlmMessages.of(params))
        .run(tools.offered(params.text("tool_choice").orElse("auto")), most);
  }

  /** The rounds of one call. */
  private static final class Conversation {
    private final LlmRequest request;
    private final ToolBox tools;
    private final List<ChatMessage> messages;
    private final List<Object> calls = new ArrayList<>();
    private final List<Object> results = new ArrayList<>();
    private long promptTokens;
    private long completionTokens;

    Conversation(LlmRequest request, ToolBox tools, List<ChatMessage> messages) {
      this.request = request;
      this.tools = tools;
      this.messages = messages;
    }

    Map<String, Object> run(Tools offered, int most) throws ActionException, InterruptedException {
      Tools next = offered;
      int rounds = 0;
      while (true) {
        LlmResult answer = request.chat(messages, next);
        promptTokens += answer.usage().promptTokens();
        completionTokens += answer.usage().completionTokens();
        if (answer.toolCalls().isEmpty()) {
          return result(answer, rounds);
        }
        if (rounds == most) {
          Map<String, Object> result = result(answer, rounds);
          result.put("warning", "Max tool rounds (" + most + ") reached");
          return result;
        }
        rounds++;
        messages.add(new ChatMessage("assistant", answer.content(), answer.toolCalls(), null));
        for (ToolCall call : answer.toolCalls()) {
          messages.add(ChatMessage.toolResult(call.id(), answer(call)));
        }
        // A model that must ask for a tool each time would never answer.
        next = offered.choice().equals("none") ? offered : new Tools(offered.all(), "auto");
      }
    }

    private String answer(ToolCall call) throws InterruptedException {
      ToolBox.Answer answer = tools.run(call);
      calls.add(mapOf("id", call.id(), "name", call.name(), "arguments", answer.arguments()));
      results.add(mapOf("tool_call_id", call.id(), "name", call.name(), "result", answer.text()));
      return answer.text();
    }

    private Map<String, Object> result(LlmResult answer, int rounds) throws ActionException {
      Map<String, Object> result = request.result(answer);
      result.put("tool_calls", calls);
      result.put("tool_results", results);
      result.put("rounds", (long) rounds);
      result.put(
          "usage",
          mapOf(
              "prompt_tokens",
              promptTokens,
              "completion_tokens",
              completionTokens,
              "total_tokens",
              promptTokens + completionTokens));
      result.put("tokens_used", promptTokens + completionTokens);
      return result;
    }

    private static Map<String, Object> mapOf(Object... keysAndValues) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < keysAndValues.length; i += 2) {
        map.put((String) keysAndValues[i], keysAndValues[i + 1]);
      }
      return map;
    }
  }
}
