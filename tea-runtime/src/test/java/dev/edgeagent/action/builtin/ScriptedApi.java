package dev.edgeagent.action.builtin;

import com.sun.net.httpserver.HttpServer;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.InProcessMemory;
import dev.edgeagent.action.Permissions;
import dev.edgeagent.json.Json;
import dev.edgeagent.llm.Backends;
import dev.edgeagent.llm.LocalModels;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.ModelLocator;
import dev.edgeagent.llm.api.OpenAiApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** An OpenAI-compatible server whose chat answers are written beforehand, and who asks it. */
final class ScriptedApi implements AutoCloseable {

  private final HttpServer server;
  private final Queue<String> answers = new ArrayDeque<>();
  private final List<Map<String, Object>> requests = new ArrayList<>();
  final List<String> shown = new ArrayList<>();

  ScriptedApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/chat/completions",
        exchange -> {
          try (exchange) {
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer;
            synchronized (this) {
              requests.add(map(body));
              answer = answers.remove().getBytes(StandardCharsets.UTF_8);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    server.start();
  }

  @SuppressWarnings("unchecked") // a JSON object
  private static Map<String, Object> map(String json) {
    try {
      return (Map<String, Object>) Json.parse(json);
    } catch (dev.edgeagent.json.JsonException e) {
      throw new AssertionError(json, e);
    }
  }

  /** The next answer is a text. */
  synchronized ScriptedApi says(String content) {
    return answers(Json.compact(content), "[]", "stop");
  }

  /** The next answer asks for a tool. */
  synchronized ScriptedApi asksFor(String id, String tool, String arguments) {
    String call =
        "[{\"id\": \"%s\", \"type\": \"function\", \"function\": {\"name\": \"%s\", \"arguments\": %s}}]"
            .formatted(id, tool, Json.compact(arguments));
    return answers("null", call, "tool_calls");
  }

  private ScriptedApi answers(String content, String calls, String reason) {
    answers.add(
        """
        {"model": "scripted", "choices": [{"index": 0, "finish_reason": "%s",
          "message": {"role": "assistant", "content": %s, "tool_calls": %s}}],
         "usage": {"prompt_tokens": 10, "completion_tokens": 3, "total_tokens": 13}}
        """
            .formatted(reason, content, calls));
    return this;
  }

  /** What was asked, in order. */
  synchronized List<Map<String, Object>> requests() {
    return List.copyOf(requests);
  }

  /** What an action runs in that asks this server. */
  ActionContext context(Path directory) {
    String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    var models =
        new LocalModels(
            (_, _) -> {
              throw new ModelException("no engine here", "none");
            },
            null);
    return new ActionContext(
        Map.of("llm", Map.of("backend", "api", "api_base", base, "model", "scripted")),
        Map.of(),
        new Permissions(directory, directory, List.of(), true, false),
        new InProcessMemory(InstantSource.system()),
        new Backends(
            new ModelLocator(Map.of(), null, _ -> {}),
            models,
            new OpenAiApi(Map.of(), _ -> {}),
            null,
            false,
            _ -> {}),
        BuiltInActions.registry(),
        shown::add,
        _ -> {});
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
