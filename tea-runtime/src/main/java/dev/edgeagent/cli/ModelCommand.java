package dev.edgeagent.cli;

import dev.edgeagent.cli.model.ModelList;
import dev.edgeagent.cli.model.ModelReport;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.ModelLocator;
import dev.edgeagent.workflow.NearestName;
import dev.edgeagent.workflow.WorkflowException;
import java.nio.file.Path;
import java.util.List;

/** {@code tea model}: which model is taken, and what is known of it. */
final class ModelCommand {

  private ModelCommand() {}

  static int run(Arguments arguments, Context context) throws UsageException, WorkflowException {
    boolean isJson = arguments.word("format", ModelCommands.REPORT_FORMATS).equals("json");
    List<String> words = arguments.operands();
    String word = words.isEmpty() ? "" : words.getFirst();
    if (!ModelCommands.MODEL_WORDS.contains(word) || words.size() > (word.equals("info") ? 2 : 1)) {
      throw new UsageException(
          "model takes info [FILE] or list, got '" + String.join(" ", words) + "'",
          NearestName.fix(word, ModelCommands.MODEL_WORDS));
    }
    ModelLocator locator = Models.locator(arguments, context, new Notes(arguments, context)::warn);
    try {
      if (word.equals("list")) {
        return list(ModelList.of(locator), isJson, context);
      }
      ModelReport report =
          words.size() == 2
              ? report(Arguments.path("", words.get(1)), "given", context)
              : located(locator, context);
      context.out().print(isJson ? report.json() : report.text());
      return Main.DONE;
    } catch (ModelException e) {
      throw Models.failure(e);
    }
  }

  private static int list(ModelList list, boolean isJson, Context context) {
    context.out().print(isJson ? list.json() : list.text());
    if (list.taken() == null) {
      context.err().println("tea: " + list.why());
    }
    return list.taken() == null ? Main.FAILED : Main.DONE;
  }

  private static ModelReport located(ModelLocator locator, Context context) throws ModelException {
    Path taken = locator.locate(null, null);
    return report(taken, "from " + ModelList.of(locator).placeOf(taken), context);
  }

  private static ModelReport report(Path file, String why, Context context) throws ModelException {
    String appImage = context.environment().get("APPIMAGE");
    return ModelReport.of(file, why, appImage == null ? null : Path.of(appImage));
  }
}
