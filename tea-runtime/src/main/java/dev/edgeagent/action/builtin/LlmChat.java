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
 * {@code llm.chat}: answers {@code messages}, or a {@code prompt} with an optional {@code system}
 * text.
 */
final class LlmChat implements Action {

  @Override
  public String name() {
    return "llm.chat";
  }

  @Override
  public String description() {
    return "Answers messages, or a prompt, in the chat format of the model.";
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
    return new LlmRequest(params, context).chat(AnswerListener.NONE);
  }
}
