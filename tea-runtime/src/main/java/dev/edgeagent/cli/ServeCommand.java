package dev.edgeagent.cli;

import dev.edgeagent.llm.ApiSettings;
import dev.edgeagent.llm.BackendChoice;
import dev.edgeagent.llm.Backends;
import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.EmbedResult;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.server.ApiServer;
import dev.edgeagent.server.ServerSettings;
import dev.edgeagent.workflow.WorkflowException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code tea serve}: a model for programs that speak the OpenAI API. */
final class ServeCommand {

  private final Arguments arguments;
  private final Context context;
  private final StatusLine status;

  private ServeCommand(Arguments arguments, Context context) {
    this.arguments = arguments;
    this.context = context;
    this.status = new StatusLine(context.err(), context.terminal().getAsBoolean());
  }

  static int run(Arguments arguments, Context context) throws UsageException, WorkflowException {
    if (!arguments.operands().isEmpty()) {
      throw new UsageException(
          "serve takes options only, got " + String.join(" ", arguments.operands()),
          "tea serve --help lists them");
    }
    return new ServeCommand(arguments, context).run();
  }

  private int run() throws UsageException, WorkflowException {
    var asked = new ServeArguments(arguments, context);
    ServerSettings settings = asked.settings();
    var choice =
        new BackendChoice(
            "local", null, null, new ModelOptions(arguments).load(), ApiSettings.NONE);
    Consumer<String> accessLog = arguments.has("verbose") ? status::println : _ -> {};
    try (Backends backends = Models.open(arguments, context, status::println, status::println);
        ApiServer server = listen(settings, accessLog);
        var _ = new AbortHook(() -> stop(server))) {
      status.show("loading the model ...");
      LlmBackend loaded = backends.select(choice);
      tryOut(loaded, settings.context());
      String model = server.serve(loaded);
      status.show("");
      status.println(greeting(server.address(), model, asked.tokenWord()));
      new CountDownLatch(1).await(); // until a signal ends the process
      return Main.DONE;
    } catch (ModelException e) {
      status.show("");
      throw new WorkflowException(null, String.valueOf(e.getMessage()), e.fix(), e);
    } catch (InterruptedException e) {
      status.println("stopped");
      return Main.INTERRUPTED;
    }
  }

  /**
   * Has the model do something, so that the first client does not learn that it cannot, nor wait
   * until it is read from the disk. Some models only embed.
   */
  private static void tryOut(LlmBackend model, ContextSettings context)
      throws ModelException, InterruptedException {
    String text = "Hello";
    try {
      LlmResult _ =
          model.complete(text, LlmCallParams.DEFAULT.withMaxTokens(1).withContext(context));
    } catch (ModelException e) {
      try {
        EmbedResult _ = model.embed(List.of(text), context);
      } catch (ModelException alsoNot) {
        e.addSuppressed(alsoNot);
        throw e;
      }
    }
  }

  private ApiServer listen(ServerSettings settings, Consumer<String> accessLog)
      throws WorkflowException {
    try {
      return ApiServer.listen(settings, accessLog, status::println);
    } catch (IOException e) {
      throw new WorkflowException(
          null,
          "cannot listen on %s port %d: %s"
              .formatted(settings.address().getHostAddress(), settings.port(), e.getMessage()),
          "give another --port (0 for any that is free), or another --host",
          e);
    }
  }

  /** On the thread that ends the process. */
  private void stop(ApiServer server) {
    status.show("");
    server.close();
    status.println("stopped");
  }

  /** One line: where, what, and how to try it. */
  private static String greeting(InetSocketAddress address, String model, @Nullable String token) {
    String host = address.getAddress().getHostAddress();
    String url =
        "http://"
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + address.getPort()
            + "/v1";
    return "serving "
        + model
        + " at "
        + url
        + "; try: curl "
        + url
        + "/chat/completions"
        + (token == null ? "" : " -H \"Authorization: Bearer " + token + "\"")
        + " -d '{\"messages\": [{\"role\": \"user\", \"content\": \"What is 2+2?\"}]}'";
  }
}
