package dev.edgeagent.action;

import java.util.Map;

/**
 * {@code llm.chat}: answers {@code messages}, or a {@code prompt} with an optional {@code system}
 * text.
 */
final class LlmChat implements Action {

  @Override
  public String name() {
    return "llm.chat";
  }

  @Override
  public String mainKey() {
    return "content";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    return new LlmRequest(params, context).chat();
  }
}
