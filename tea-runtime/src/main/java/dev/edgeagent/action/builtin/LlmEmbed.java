package dev.edgeagent.action.builtin;

import static dev.edgeagent.action.Parameter.required;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import dev.edgeagent.llm.EmbedResult;
import java.util.List;
import java.util.Map;

/** {@code llm.embed}: the meaning of a text, or of each of several, as a vector. */
final class LlmEmbed implements Action {

  private static final List<Parameter> PARAMETERS =
      LlmParameters.join(
          List.of(
              required("text", ParameterType.ANY, "a text, or a list of texts")
                  .or("input", "texts", "prompt")),
          LlmParameters.NO_ANSWER);

  @Override
  public String name() {
    return "llm.embed";
  }

  @Override
  public String description() {
    return "Makes a vector of a text: similar texts have similar vectors.";
  }

  @Override
  public List<Parameter> parameters() {
    return PARAMETERS;
  }

  @Override
  public String mainKey() {
    return "embedding";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context)
      throws ActionException, InterruptedException {
    boolean isList = params.value("text") instanceof List<?>;
    List<String> texts = params.texts("text");
    if (texts.isEmpty()) {
      throw isList
          ? params.wrong("text", "a text or a list of one text or more")
          : params.missing("text");
    }
    var request = new LlmRequest(params, context);
    EmbedResult result = request.ask(backend -> backend.embed(texts, request.call().context()));
    return result.asMap(isList);
  }
}
