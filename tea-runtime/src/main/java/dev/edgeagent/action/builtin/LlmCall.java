package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.Params;
import dev.edgeagent.llm.AnswerListener;
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
    return LlmParameters.ALL;
  }

  @Override
  public String mainKey() {
    return "content";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context)
      throws ActionException, InterruptedException {
    return new LlmRequest(params, context).complete(AnswerListener.NONE);
  }
}
