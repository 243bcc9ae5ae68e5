package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.Params;
import java.util.List;
import java.util.Map;

/** {@code llm.stream}: as llm.chat, and shows the answer while it is made. */
final class LlmStream implements Action {

  @Override
  public String name() {
    return "llm.stream";
  }

  @Override
  public String description() {
    return "Answers as llm.chat does, and writes the answer to stdout as it is made.";
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
    var shown = new Shown(context);
    try {
      return new LlmRequest(params, context).chat(shown::show);
    } finally {
      shown.endLine();
    }
  }

  /** What follows begins on a line of its own, however the answer ends. */
  private static final class Shown {
    private final ActionContext context;
    private boolean isInLine;

    Shown(ActionContext context) {
      this.context = context;
    }

    boolean show(String piece) {
      context.text().accept(piece);
      isInLine = !piece.endsWith("\n");
      return true;
    }

    void endLine() {
      if (isInLine) {
        context.text().accept("\n");
      }
    }
  }
}
