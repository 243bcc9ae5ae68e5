package dev.edgeagent.server;

import java.io.IOException;

/** What answers the requests of one address. */
@FunctionalInterface
interface Endpoint {

  /**
   * @throws RequestException if the request cannot be answered, and nothing is sent yet
   * @throws IOException if the client has gone
   * @throws InterruptedException if the server ends
   */
  void answer(Exchange exchange, ServedModel model)
      throws RequestException, IOException, InterruptedException;
}
