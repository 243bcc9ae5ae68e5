package dev.edgeagent.fetch;

import dev.edgeagent.Sha256;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A build as a process of its own, which fetches one model. */
final class FetchOnce {
  private FetchOnce() {}

  /**
   * @param arguments cache, endpoint, size and SHA-256 of the model
   */
  public static void main(String[] arguments) throws Exception {
    Path cache = Path.of(arguments[0]);
    Hub hub = new Hub(URI.create(arguments[1]), Optional.empty(), false, cache.resolve("hub"));
    ModelPin pin =
        new ModelPin(
            "m.gguf",
            Long.parseLong(arguments[2]),
            new Sha256(arguments[3]),
            List.of(),
            List.of(FakeHub.ADDRESS));
    DownloadSettings settings =
        new DownloadSettings(
            4, 1 << 20, Duration.ofSeconds(60), time -> Thread.sleep(time.toMillis()));
    System.out.println(
        new Models(new ModelCache(cache), hub, ProxySelector.of(null), Progress.NONE, settings)
            .fetch(pin, cache, 0)
            .file());
  }

  /** Starts it; its messages go to a file. */
  static Process start(FakeHub hub, Path cache, Path log) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.logFile=System.out",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            FetchOnce.class.getName(),
            cache.toString(),
            hub.endpoint().toString(),
            String.valueOf(hub.content.length),
            hub.sha256().hex())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
