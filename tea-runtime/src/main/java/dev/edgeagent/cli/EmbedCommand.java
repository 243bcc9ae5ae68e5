package dev.edgeagent.cli;

import dev.edgeagent.cli.chat.Waiting;
import dev.edgeagent.json.Json;
import dev.edgeagent.llm.BackendChoice;
import dev.edgeagent.llm.Backends;
import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.EmbedResult;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.workflow.Position;
import dev.edgeagent.workflow.WorkflowException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code tea embed}: vectors of texts. */
final class EmbedCommand {

  private final Arguments arguments;
  private final Context context;

  private EmbedCommand(Arguments arguments, Context context) {
    this.arguments = arguments;
    this.context = context;
  }

  static int run(Arguments arguments, Context context) throws UsageException, WorkflowException {
    return new EmbedCommand(arguments, context).run();
  }

  private int run() throws UsageException, WorkflowException {
    boolean isLines = arguments.word("format", ModelCommands.EMBED_FORMATS).equals("jsonl");
    var options = new ModelOptions(arguments);
    BackendChoice choice = options.backend();
    ContextSettings settings = options.context();
    var notes = new Notes(arguments, context);
    List<String> texts = texts();
    try (Backends backends = Models.open(arguments, context, notes::warn, notes::say);
        var _ = new Waiting(notes::status, "embedding")) {
      LlmBackend backend = backends.select(choice);
      print(backend.embed(texts, settings), isLines);
      return Main.DONE;
    } catch (ModelException e) {
      throw Models.failure(e);
    } catch (InterruptedException e) {
      return Main.INTERRUPTED;
    }
  }

  private List<String> texts() throws UsageException, WorkflowException {
    List<String> operands = arguments.operands();
    if (operands.isEmpty() && context.conversation().getAsBoolean()) {
      throw new UsageException("embed needs texts, and none is given", "tea embed 'a text'");
    }
    List<String> texts = new ArrayList<>();
    for (String operand : operands.isEmpty() ? List.of("-") : operands) {
      if (operand.equals("-")) {
        addLines(texts, "stdin", stdin());
      } else if (operand.startsWith("@")) {
        addLines(texts, operand.substring(1), TextFiles.read(operand.substring(1), "@"));
      } else if (operand.isBlank()) {
        throw new UsageException("an empty text has no vector", "give a text of a word or more");
      } else {
        texts.add(operand);
      }
    }
    if (texts.isEmpty()) {
      throw new WorkflowException(null, "there is no text to embed", "tea embed 'a text'");
    }
    return texts;
  }

  private String stdin() throws WorkflowException {
    try {
      return TextFiles.decoded("stdin", context.in().readAllBytes());
    } catch (IOException e) {
      throw new WorkflowException(
          null, "stdin cannot be read: " + e, "check the file or pipe that it comes from", e);
    }
  }

  private static void addLines(List<String> texts, String source, String text)
      throws WorkflowException {
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank()) {
        throw new WorkflowException(
            new Position(source, number, 1),
            "an empty line has no vector",
            "leave it out: grep . FILE | tea embed -");
      }
      texts.add(line);
    }
  }

  private void print(EmbedResult result, boolean isLines) {
    Map<String, Object> all = result.asMap(true);
    if (!isLines) {
      all.remove("embedding"); // the first of embeddings
      context.out().println(Json.compact(all)); // a number a line would be none to read
      return;
    }
    int index = 0;
    for (Object vector : (List<?>) all.getOrDefault("embeddings", List.of())) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("index", index++);
      line.put("dimensions", result.dimensions());
      line.put("embedding", vector);
      context.out().println(Json.compact(line));
    }
  }
}
