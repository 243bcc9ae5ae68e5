package dev.edgeagent.documentation;

import dev.edgeagent.cli.Main;
import dev.edgeagent.documentation.Markdown.Block;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs {@code tea serve} and the {@code curl} commands that ask it, whatever its port is here. What
 * differs each time becomes what the documentation has.
 */
final class ServeSnippets implements AutoCloseable {

  private static final String SHOWN_ADDRESS = "http://127.0.0.1:8080";

  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

  private static final Map<Pattern, String> STABLE =
      Map.of(
          Pattern.compile("cmpl-[0-9a-f]{32}"),
          "cmpl-2f1c",
          Pattern.compile("\"created\":\\d+"),
          "\"created\":1795255575",
          Pattern.compile("\"timings\":\\{[^}]*}"),
          "\"timings\":{\"load_ms\":0.0,\"prompt_ms\":4.6,\"prompt_per_second\":3731.5,"
              + "\"predicted_ms\":6.8,\"predicted_per_second\":1035.5}");

  private final Path directory;
  private final Map<String, String> environment;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Thread server = new Thread(() -> {});
  private String address = "";

  /**
   * @param environment of tea, and of the shell that runs curl
   */
  ServeSnippets(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  static boolean takes(Block block) {
    return block.language().equals("sh")
        && (block.text().startsWith("curl ") || block.text().startsWith("tea serve"));
  }

  /** What the commands print. */
  String run(Block block) throws IOException, InterruptedException {
    if (block.text().startsWith("tea serve")) {
      close();
      return start(block.text().strip().split(" +"));
    }
    if (address.isEmpty()) {
      String ignored = start("tea", "serve");
    }
    return curl(block.text());
  }

  /** What it says when it is there. */
  private String start(String... words) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of(words).subList(1, words.length));
    all.replaceAll(
        word ->
            word.startsWith("models/") ? DocumentationTest.ROOT.resolve(word).toString() : word);
    all.addAll(List.of("--port", "0"));
    err.reset();
    var main =
        new Main(
            new PrintStream(OutputStream.nullOutputStream()),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InputStream.nullInputStream(),
            environment);
    server = Thread.ofPlatform().start(() -> main.run(all.toArray(String[]::new)));
    Matcher greeting = ADDRESS.matcher(printed());
    while (!greeting.find() && server.isAlive()) {
      Thread.sleep(20);
      greeting = ADDRESS.matcher(printed());
    }
    address =
        ADDRESS.matcher(printed()).results().map(found -> found.group()).findFirst().orElse("");
    return stable(printed());
  }

  private String printed() {
    String text = err.toString(StandardCharsets.UTF_8);
    return text.endsWith("\n") ? text : ""; // not before the line is whole
  }

  private String curl(String commands) throws IOException, InterruptedException {
    Path output = directory.resolve("curl.out");
    Files.writeString(directory.resolve(".curlrc"), "silent\nshow-error\n");
    var builder =
        new ProcessBuilder("sh", "-c", commands.replace(SHOWN_ADDRESS, address))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    Assumptions.assumeTrue(code != 127, "curl is not installed here");
    return stable(Files.readString(output));
  }

  private String stable(String text) {
    String stable = text.replace(address, SHOWN_ADDRESS);
    for (Map.Entry<Pattern, String> entry : STABLE.entrySet()) {
      stable = entry.getKey().matcher(stable).replaceAll(entry.getValue());
    }
    return stable;
  }

  @Override
  public void close() {
    server.interrupt();
    address = "";
    try {
      server.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
