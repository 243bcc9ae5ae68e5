package dev.edgeagent.server;

import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.LocalEngine;
import dev.edgeagent.llm.LocalModels;
import dev.edgeagent.llm.llamacpp.LlamaCppEngine;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server on a free port, with a model as {@code tea serve} has it. */
final class Served implements AutoCloseable {

  static final Path DEMO = Path.of(System.getProperty("tea.models"), "demo/demo.gguf");

  final ApiServer server;
  final Client client;
  private final LocalModels models;

  private Served(LocalEngine engine, ServerSettings settings) throws Exception {
    models = new LocalModels(engine, null);
    server = ApiServer.listen(settings, _ -> {}, System.err::println);
    client = new Client(server);
  }

  /** The demo model. */
  static Served demo(ServerSettings settings) throws Exception {
    return open(new LlamaCppEngine(Path.of(System.getProperty("tea.natives")), _ -> {}), settings);
  }

  /** A model that does what a test needs. */
  static Served of(LlmBackend backend, ServerSettings settings) throws Exception {
    return open((_, _) -> backend, settings);
  }

  private static Served open(LocalEngine engine, ServerSettings settings) throws Exception {
    var served = new Served(engine, settings);
    served.server.serve(served.models.get(DEMO, LoadSettings.AUTO));
    return served;
  }

  static ServerSettings settings() {
    return settings(null, 16, ServerSettings.Limits.DEFAULT);
  }

  static ServerSettings settings(@Nullable String token, int queue, ServerSettings.Limits limits) {
    return new ServerSettings(
        InetAddress.getLoopbackAddress(), 0, token, queue, List.of(), ContextSettings.AUTO, limits);
  }

  @Override
  public void close() {
    server.close();
    models.close();
  }
}
