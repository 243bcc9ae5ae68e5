package dev.edgeagent.server;

import dev.edgeagent.llm.ContextSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Which address is answered by what. */
final class Router {

  private static final String MODELS = "/v1/models";

  /** An address and the method that it takes. */
  private record Route(String method, String path, Endpoint endpoint) {}

  private final Map<String, Route> routes = new LinkedHashMap<>();

  Router(Desk desk, ContextSettings context) {
    add("POST", "/v1/chat/completions", new ChatEndpoint(desk, context));
    add("POST", "/v1/completions", new CompletionEndpoint(desk, context));
    add("POST", "/v1/embeddings", new EmbeddingsEndpoint(desk, context));
    add("GET", MODELS, (exchange, model) -> exchange.send(200, model.listed()));
    add(
        "GET",
        MODELS + "/",
        (exchange, model) -> {
          String name = exchange.path().substring(MODELS.length() + 1);
          exchange.send(200, model.asMap(model.named(name)));
        });
  }

  private void add(String method, String path, Endpoint endpoint) {
    routes.put(path, new Route(method, path, endpoint));
  }

  /**
   * @throws RequestException if there is none, or the request has another method
   */
  Endpoint find(Exchange exchange) throws RequestException {
    String path = exchange.path();
    Route route = routes.get(path.startsWith(MODELS + "/") ? MODELS + "/" : path);
    if (route == null) {
      throw RequestException.notFound(
          null,
          "there is no "
              + path
              + " here: "
              + (routes.containsKey("/v1" + path) ? "use /v1" + path : "there are " + paths()),
          "unknown_url");
    }
    if (!route.method().equals(exchange.method())) {
      throw RequestException.wrongMethod(
          path + " takes " + route.method() + ", not " + exchange.method(), route.method());
    }
    return route.endpoint();
  }

  private String paths() {
    return routes.keySet().stream()
            .filter(path -> !path.endsWith("/"))
            .collect(Collectors.joining(", "))
        + " and /health";
  }
}
