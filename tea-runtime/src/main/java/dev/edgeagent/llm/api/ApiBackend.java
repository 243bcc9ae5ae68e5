package dev.edgeagent.llm.api;

import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.EmbedResult;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.ModelException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A model behind an OpenAI-compatible API, for threads of any kind, as many as want. An answer
 * streams if somebody listens.
 */
final class ApiBackend implements LlmBackend {

  private static final String CHAT = "chat/completions";
  private static final String DONE = "[DONE]";

  private final ApiServer server;
  private final Endpoint endpoint;
  private final Failures failures;
  private final Retries retries;
  private final int maxRetries;
  private final Consumer<String> warn;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();
  private volatile TokenLimit limit;

  /**
   * @param warn takes one line for the user
   */
  ApiBackend(ApiServer server, Retries retries, int maxRetries, Consumer<String> warn) {
    this.server = server;
    this.endpoint = server.endpoint();
    this.failures = new Failures(endpoint);
    this.retries = retries;
    this.maxRetries = maxRetries;
    this.warn = warn;
    this.limit = TokenLimit.of(endpoint);
  }

  @Override
  public String model() {
    return endpoint.model();
  }

  /** As the text of a user: chat models continue nothing. */
  @Override
  public LlmResult complete(String prompt, LlmCallParams params, AnswerListener listener)
      throws ModelException, InterruptedException {
    return chat(List.of(new ChatMessage("user", prompt)), params, listener);
  }

  @Override
  public LlmResult chat(List<ChatMessage> messages, LlmCallParams params, AnswerListener listener)
      throws ModelException, InterruptedException {
    List<String> unsent = ChatBody.unsent(params.sampling());
    if (!unsent.isEmpty()) {
      warnOnce(
          "warning: the OpenAI API has no "
              + String.join(", ", unsent)
              + ": they are not sent to "
              + endpoint.shown());
    }
    boolean streams = listener != AnswerListener.NONE;
    var body = ChatBody.of(endpoint, messages, params, streams);
    ApiServer.Reader<LlmResult> reader =
        (head, exchange) ->
            answer(
                head, exchange, new ChatAnswer(endpoint, params.stop(), listener, this::warnOnce));
    Integer maxTokens = params.maxTokens();
    return retries.run(
        maxRetries,
        () ->
            maxTokens == null
                ? server.post(CHAT, body, reader)
                : askLimited(body, maxTokens, reader));
  }

  private LlmResult askLimited(
      Map<String, @Nullable Object> body, int maxTokens, ApiServer.Reader<LlmResult> reader)
      throws ApiFailure, InterruptedException {
    TokenLimit name = limit;
    try {
      return server.post(CHAT, name.in(body, maxTokens), reader);
    } catch (ApiFailure failure) {
      if (!name.isRefusedBy(failure)) {
        throw failure;
      }
      LlmResult result = server.post(CHAT, name.other().in(body, maxTokens), reader);
      limit = name.other();
      return result;
    }
  }

  private LlmResult answer(Exchange.Head head, Exchange exchange, ChatAnswer answer)
      throws ApiFailure, IOException, InterruptedException {
    if (head.type().equals("text/event-stream")) {
      readStream(exchange, answer);
    } else {
      answer.accept(object(exchange.text(), 0));
    }
    return answer.result();
  }

  private void readStream(Exchange exchange, ChatAnswer answer)
      throws ApiFailure, IOException, InterruptedException {
    var stream = new ServerSentEvents();
    try {
      for (byte[] bytes = exchange.next(); bytes != null; bytes = exchange.next()) {
        for (String event : stream.feed(bytes)) {
          if (event.equals(DONE)) {
            exchange.finish();
            return;
          }
          if (!event.isBlank()) {
            answer.accept(object(event, answer.received()));
          }
          if (answer.isEnough()) {
            return;
          }
        }
      }
    } catch (IOException e) {
      if (e instanceof InterruptedIOException || !exchange.hasBegun()) {
        throw e;
      }
      if (!answer.isFinished()) {
        throw failures.cut(answer.received(), e);
      }
    }
    if (!answer.isFinished()) {
      throw failures.cut(answer.received(), null);
    }
  }

  @Override
  public EmbedResult embed(List<String> texts, ContextSettings context)
      throws ModelException, InterruptedException {
    var embeddings = new Embeddings(endpoint);
    var body = embeddings.body(texts);
    return retries.run(
        maxRetries,
        () ->
            server.post(
                "embeddings",
                body,
                (_, exchange) -> embeddings.result(object(exchange.text(), 0), texts.size())));
  }

  /**
   * @param received characters of the answer so far
   */
  private Fields object(String json, int received) throws ApiFailure {
    try {
      return Fields.of(Json.parse(json));
    } catch (JsonException e) {
      throw failures.notJson(json, String.valueOf(e.getMessage()), received);
    }
  }

  private void warnOnce(String line) {
    if (warned.add(line)) {
      warn.accept(line);
    }
  }

  /** Closes the connections that nobody uses; it can be asked again. */
  @Override
  public void close() {
    server.evict();
  }

  /** Where it asks, for users. */
  @Override
  public String toString() {
    return "the API at " + endpoint.shown();
  }
}
