package dev.edgeagent.server;

import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.Tools;
import java.io.IOException;
import java.util.List;

/** {@code POST /v1/completions}. */
final class CompletionEndpoint implements Endpoint {

  private final Desk desk;
  private final ContextSettings context;

  CompletionEndpoint(Desk desk, ContextSettings context) {
    this.desk = desk;
    this.context = context;
  }

  @Override
  public void answer(Exchange exchange, ServedModel model)
      throws RequestException, IOException, InterruptedException {
    Fields body = exchange.fields();
    String name = model.named(body.text("model"));
    String prompt = prompt(body);
    LlmCallParams params = ParamsReader.read(body, Tools.NONE, context);
    Desk.Streaming streaming = Desk.Streaming.read(body);
    body.unsupported("logprobs");
    body.unsupported("echo", false);
    body.unsupported("best_of", 1L);
    body.unsupported("suffix", "");
    body.requireNoOthers();
    desk.answer(
        exchange,
        listener -> model.backend().complete(prompt, params, listener),
        new CompletionShape(Envelope.of("cmpl-", name)),
        streaming);
  }

  private static String prompt(Fields body) throws RequestException {
    return switch (body.value("prompt")) {
      case List<?> list when list.size() == 1 && list.getFirst() instanceof String one -> one;
      case List<?> _ ->
          throw Fields.wrong("prompt", "a string or a list of one string", body.value("prompt"));
      case null, default -> body.requiredText("prompt");
    };
  }
}
