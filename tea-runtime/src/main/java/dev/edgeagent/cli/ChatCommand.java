package dev.edgeagent.cli;

import dev.edgeagent.cli.chat.ChatLoop;
import dev.edgeagent.cli.chat.ChatOutput;
import dev.edgeagent.cli.chat.Messages;
import dev.edgeagent.cli.chat.PipedMessages;
import dev.edgeagent.cli.chat.TerminalMessages;
import dev.edgeagent.cli.chat.Waiting;
import dev.edgeagent.llm.BackendChoice;
import dev.edgeagent.llm.Backends;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.workflow.WorkflowException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code tea chat}: a conversation with the model. */
final class ChatCommand {

  private final Arguments arguments;
  private final Context context;
  private final boolean isConversation;
  private final Notes notes;

  private ChatCommand(Arguments arguments, Context context) {
    this.arguments = arguments;
    this.context = context;
    this.isConversation = context.conversation().getAsBoolean();
    this.notes = new Notes(arguments, context);
  }

  static int run(Arguments arguments, Context context) throws UsageException, WorkflowException {
    arguments.refuseOperands();
    return new ChatCommand(arguments, context).run();
  }

  private int run() throws UsageException, WorkflowException {
    var options = new ModelOptions(arguments);
    LlmCallParams params = options.call();
    BackendChoice choice = options.backend();
    String system = system();
    try (Messages messages = messages();
        Backends backends = Models.open(arguments, context, notes::warn, notes::say)) {
      LlmBackend backend;
      try (var _ = new Waiting(notes::status, "loading the model")) {
        backend = backends.select(choice);
      }
      if (isConversation) {
        notes.warn(backend.model() + ": /help lists what there is");
      }
      var output = new ChatOutput(context.out(), context.err(), notes::status, isConversation);
      return switch (new ChatLoop(backend, params, system, messages, output).run()) {
        case DONE -> Main.DONE;
        case FAILED -> isConversation ? Main.DONE : Main.FAILED; // somebody has seen the errors
        case INTERRUPTED -> Main.INTERRUPTED;
      };
    } catch (ModelException e) {
      throw Models.failure(e);
    } catch (IOException e) {
      throw new WorkflowException(
          null, "messages cannot be read: " + e, "check the terminal or file on stdin", e);
    } catch (InterruptedException e) {
      return Main.INTERRUPTED;
    }
  }

  /** Before the model is loaded: what is typed meanwhile is the first message. */
  private Messages messages() throws IOException {
    if (!isConversation) {
      return new PipedMessages(context.in());
    }
    Path history =
        arguments.has("no-history") ? null : context.stateHome().resolve("tea/chat-history");
    return open(history);
  }

  private Messages open(@Nullable Path history) throws IOException {
    try {
      return TerminalMessages.open(history);
    } catch (IOException e) {
      if (history == null) {
        throw e;
      }
      notes.warn("warning: what is typed is not kept: " + history + " cannot be used: " + e);
      return TerminalMessages.open(null);
    }
  }

  private @Nullable String system() throws WorkflowException, UsageException {
    String given = arguments.text("system").orElse(null);
    return given == null || !given.startsWith("@")
        ? given
        : TextFiles.read(given.substring(1), "--system @");
  }
}
