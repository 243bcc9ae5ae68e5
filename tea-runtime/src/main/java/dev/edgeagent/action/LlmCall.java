package dev.edgeagent.action;

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
  public String mainKey() {
    return "content";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
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
