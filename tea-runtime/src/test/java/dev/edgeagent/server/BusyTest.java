package dev.edgeagent.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.server.Client.Answer;
import dev.edgeagent.server.ServerSettings.Limits;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens while the model answers somebody. */
@Timeout(60)
class BusyTest {

  /** Talks for ever when it is told to; answers the rest when it may. */
  private static final class Talker {
    final CountDownLatch talking = new CountDownLatch(1);
    final CountDownLatch silenced = new CountDownLatch(1);
    final Semaphore mayAnswer = new Semaphore(0);

    LlmResult answer(String text, LlmCallParams params, AnswerListener listener)
        throws InterruptedException {
      if (!text.startsWith("talk")) {
        mayAnswer.acquire();
        return ScriptedModel.result("so", List.of());
      }
      try {
        while (listener.onText(text.equals("talk much") ? "blah ".repeat(2000) : "blah ")) {
          talking.countDown();
          Thread.sleep(1);
        }
        return ScriptedModel.result("", List.of());
      } finally {
        silenced.countDown();
      }
    }
  }

  private final Talker talker = new Talker();
  private final ScriptedModel model = new ScriptedModel(talker::answer);

  @Test
  void aFullQueueTakesNoMore() throws Exception {
    try (var served = Served.of(model, Served.settings(null, 0, Limits.DEFAULT))) {
      Socket first = served.client.openPost("/v1/chat/completions", Client.chatBody("talk", ""));
      talker.talking.await();
      Answer second = served.client.chat("b");
      assertThat(second.status()).isEqualTo(429);
      assertThat(second.headers().firstValue("retry-after")).contains("1");
      assertThat(second.body())
          .isEqualTo(
              "{\"error\":{\"message\":\"the model is busy, and no more than 0 requests may wait"
                  + " for it: try again later\",\"type\":\"rate_limit_error\",\"param\":null,"
                  + "\"code\":\"queue_full\"}}");
      assertThat(served.client.get("/health").status()).isEqualTo(200);
      assertThat(served.client.get("/v1/models").status()).isEqualTo(200);
      first.close();
    }
  }

  @Test
  void aClientThatLeavesItsStreamSilencesTheModel() throws Exception {
    try (var served = Served.of(model, Served.settings())) {
      try (Socket socket =
          served.client.openPost(
              "/v1/chat/completions", Client.chatBody("talk", ", \"stream\": true"))) {
        var lines =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        while (!lines.readLine().contains("blah")) {}
      }
      talker.silenced.await();
      talker.mayAnswer.release();
      assertThat(served.client.chat("next").status()).isEqualTo(200);
    }
  }

  @Test
  void aClientThatDoesNotWaitForItsAnswerSilencesTheModel() throws Exception {
    assumeLinux();
    try (var served = Served.of(model, Served.settings())) {
      Socket socket = served.client.openPost("/v1/chat/completions", Client.chatBody("talk", ""));
      talker.talking.await();
      socket.close();
      talker.silenced.await();
      talker.mayAnswer.release();
      assertThat(served.client.chat("next").status()).isEqualTo(200);
    }
  }

  @Test
  void aClientThatResetsItsConnectionSilencesTheModel() throws Exception {
    assumeLinux();
    try (var served = Served.of(model, Served.settings())) {
      Socket socket = served.client.openPost("/v1/chat/completions", Client.chatBody("talk", ""));
      talker.talking.await();
      socket.setSoLinger(true, 0); // closing sends RST
      socket.close();
      talker.silenced.await();
    }
  }

  /** Whether the second one leaves while it waits or as it is answered: the third gets there. */
  @Test
  void whoLeavesTheQueueHoldsUpNobody() throws Exception {
    assumeLinux();
    try (var served = Served.of(model, Served.settings());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Socket first = served.client.openPost("/v1/chat/completions", Client.chatBody("talk", ""));
      talker.talking.await();
      served.client.openPost("/v1/chat/completions", Client.chatBody("talk", "")).close();
      Future<Answer> third = threads.submit(() -> served.client.chat("c"));
      talker.mayAnswer.release();
      first.close();
      assertThat(third.get().status()).isEqualTo(200);
    }
  }

  @Test
  void aClientThatReadsNothingIsGivenUp() throws Exception {
    try (var served = Served.of(model, Served.settings(null, 16, new Limits(1000, 300)))) {
      Socket socket =
          served.client.openPost(
              "/v1/chat/completions", Client.chatBody("talk much", ", \"stream\": true"));
      talker.silenced.await();
      talker.mayAnswer.release();
      assertThat(served.client.chat("next").status()).isEqualTo(200);
      socket.close();
    }
  }

  @Test
  void saysThatTheModelIsLoading() throws Exception {
    try (var server = ApiServer.listen(Served.settings(), _ -> {}, _ -> {})) {
      var client = new Client(server);
      Answer health = client.get("/health");
      assertThat(health.status()).isEqualTo(503);
      assertThat(health.headers().firstValue("retry-after")).contains("1");
      assertThat(health.body())
          .isEqualTo(
              "{\"error\":{\"message\":\"the model is being loaded\",\"type\":\"server_error\","
                  + "\"param\":null,\"code\":\"model_loading\"}}");
      assertThat(client.chat("Hi").body()).isEqualTo(health.body());
      server.serve(ScriptedModel.ofTools());
      assertThat(client.chat("Hi").status()).isEqualTo(200);
    }
  }

  @Test
  void tellsThoseWhoWaitThatItEnds() throws Exception {
    var served = Served.of(model, Served.settings());
    try (served;
        Socket waiting =
            served.client.openPost("/v1/chat/completions", Client.chatBody("talk", ""))) {
      talker.talking.await();
      served.close();
      talker.silenced.await();
      String answer = new String(waiting.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 503 ")
          .endsWith(
              "{\"error\":{\"message\":\"the server ends\",\"type\":\"server_error\","
                  + "\"param\":null,\"code\":\"server_ends\"}}\n");
    }
  }

  @Test
  void aClientThatSendsItsRequestSlowlyHoldsUpNobody() throws Exception {
    try (var served = Served.of(model, Served.settings(null, 0, Limits.DEFAULT));
        Socket slow =
            served.client.open(
                "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Length: 1000\r\n\r\n{")) {
      talker.mayAnswer.release();
      assertThat(served.client.chat("next").status()).isEqualTo(200);
      OutputStream out = slow.getOutputStream();
      out.write('"');
      out.flush();
      talker.mayAnswer.release();
      assertThat(served.client.chat("next").status()).isEqualTo(200);
    }
  }

  private static void assumeLinux() {
    Assumptions.assumeTrue(
        Files.isReadable(Path.of("/proc/self/net/tcp")),
        "this system has no /proc/net/tcp to see in that a client has gone");
  }
}
