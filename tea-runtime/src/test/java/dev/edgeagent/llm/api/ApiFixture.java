package dev.edgeagent.llm.api;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.ApiSettings;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.ModelException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A server, and what asks it: time passes as fast as it is asked to. */
@Timeout(60)
abstract class ApiFixture {

  static final List<ChatMessage> QUESTION = List.of(new ChatMessage("user", "Tea?"));

  final Map<String, String> environment = new HashMap<>();
  final List<String> warnings = new ArrayList<>();
  final List<Duration> pauses = new ArrayList<>();
  FakeApi server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeApi();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  ApiSettings settings() {
    return settings(0);
  }

  ApiSettings settings(int maxRetries) {
    return new ApiSettings(
        null, server.base(), null, "m", null, null, Duration.ofSeconds(50), maxRetries);
  }

  LlmBackend backend() throws ModelException {
    return backend(settings());
  }

  LlmBackend backend(ApiSettings settings) throws ModelException {
    return new OpenAiApi(
            environment, warnings::add, new Retries(pauses::add, () -> 0.0, warnings::add))
        .open(settings)
        .orElseThrow();
  }

  LlmResult chat(LlmCallParams params, AnswerListener listener) throws Exception {
    return backend().chat(QUESTION, params, listener);
  }

  ModelException failure(ApiSettings settings) {
    return failure(settings, AnswerListener.NONE);
  }

  ModelException failure(ApiSettings settings, AnswerListener listener) {
    return catchThrowableOfType(
        ModelException.class,
        () -> backend(settings).chat(QUESTION, LlmCallParams.DEFAULT, listener));
  }
}
