package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.Params;
import java.util.List;
import java.util.Map;

/**
 * {@code llm.call}: continues {@code prompt} as it stands, without a chat format; with {@code
 * messages}, as llm.chat.
 */
final class LlmCall implements Action {

  @Override
  public String name() {
    return "llm.call";
  }

  @Override
  public String description() {
    return "Continues a prompt as it stands, without a chat format.";
  }

  @Override
  public List<Parameter> parameters() {
    return LlmRequest.PARAMETERS;
  }

  @Override
  public String mainKey() {
    return "content";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context)
      throws ActionException, InterruptedException {
    var request = new LlmRequest(params, context);
    if (params.has("messages")) {
      return request.chat();
    }
    if (params.has("system")) {
      throw new ActionException(
          "llm.call continues its prompt as it stands and takes no 'system'",
          "use llm.chat, or put it into the prompt");
    }
    String prompt = params.requiredText("prompt");
    return request.run((backend, call) -> backend.complete(prompt, call));
  }
}
