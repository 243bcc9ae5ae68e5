package dev.edgeagent.server;

import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.LlmCallParams;
import java.io.IOException;
import java.util.List;

/** {@code POST /v1/chat/completions}. */
final class ChatEndpoint implements Endpoint {

  private final Desk desk;
  private final ContextSettings context;

  ChatEndpoint(Desk desk, ContextSettings context) {
    this.desk = desk;
    this.context = context;
  }

  @Override
  public void answer(Exchange exchange, ServedModel model)
      throws RequestException, IOException, InterruptedException {
    Fields body = exchange.fields();
    String name = model.named(body.text("model"));
    List<ChatMessage> messages = MessagesReader.read(body);
    LlmCallParams params = ParamsReader.read(body, ToolsReader.read(body), context);
    Desk.Streaming streaming = Desk.Streaming.read(body);
    body.unsupported("logprobs", false);
    body.unsupported("top_logprobs", 0L);
    body.unsupported("modalities", List.of("text"));
    body.unsupported("audio");
    body.unsupported("prediction");
    body.unsupported("web_search_options");
    body.unsupported("functions");
    body.unsupported("function_call");
    body.requireNoOthers();
    desk.answer(
        exchange,
        listener -> model.backend().chat(messages, params, listener),
        new ChatShape(Envelope.of("chatcmpl-", name)),
        streaming);
  }
}
