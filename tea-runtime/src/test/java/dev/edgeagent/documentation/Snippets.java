package dev.edgeagent.documentation;

import com.sun.net.httpserver.HttpServer;
import dev.edgeagent.cli.Main;
import dev.edgeagent.documentation.Markdown.Block;
import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the blocks of a section, one after the other in one directory, and compares what they print.
 *
 * <ul>
 *   <li>{@code yaml} is a workflow: a list is its {@code nodes}; a map without {@code nodes} gets a
 *       node that does nothing. It becomes a file, by the name in its first line ({@code # a.yaml})
 *       or workflow.yaml, and is run with {@code tea run}, unless a {@code sh} block follows.
 *   <li>{@code sh} are {@code tea} commands, with {@code < FILE} at the end or without. CHECKPOINT
 *       is the checkpoint that was made last.
 *   <li>{@code sh} that begins with {@code curl} asks a {@code tea serve}: that of the section, or
 *       one with the demo model; {@link ServeSnippets}.
 *   <li>{@code json} after one of these is what it prints on stdout, whole and in this order, but
 *       with any line breaks; {@code text} what it prints on stderr, or, without {@code json}, on
 *       both. The exit code follows from it: 1 where there is a fix, 130 where it can be continued.
 * </ul>
 *
 * <p>Markers: {@code file} or {@code file=NAME}: only a file for those below. {@code not run:
 * REASON}: of a workflow, only validated. {@code volatile=a,b}: keys whose values differ each time.
 * {@code answer=JSON}: what {@code https://example.org} answers to the workflow.
 */
final class Snippets implements AutoCloseable {

  private static final String EXAMPLE = "https://example.org";
  private static final Pattern NAME = Pattern.compile("\\A# (\\S+\\.yaml)\n");
  private static final Pattern NODES = Pattern.compile("(?m)^nodes:");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Pattern CHECKPOINT = Pattern.compile("\\S*\\.checkpoint\\.json");

  /** What a command printed. */
  private record Output(String out, String err, int exitCode) {}

  private final Path directory;
  private final List<String> problems = new ArrayList<>();
  private final HttpServer server;
  private final ServeSnippets serve;
  private volatile String answer = "";
  private String checkpoint = "";

  Snippets(Path directory) throws IOException {
    this.directory = directory;
    serve = new ServeSnippets(directory, environment());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
  }

  /**
   * @return what is not as the blocks say, each with its line
   */
  List<String> check(List<Block> blocks) throws IOException, InterruptedException {
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      if (block.isFile()) {
        write(block, block.text());
      } else if (isSkipped(block)) {
        i += expected(blocks, i + 1, "text") == null ? 0 : 1;
      } else if (ServeSnippets.takes(block)) {
        var output = new Output(serve.run(block), "", 0);
        i += compare(block, output, blocks.subList(i + 1, blocks.size()));
      } else if (block.language().equals("yaml")) {
        String name = write(block, workflow(block));
        if (block.marker().startsWith("not run: ")) {
          Output output = tea("validate", name);
          if (output.exitCode() != 0) {
            problems.add(block.line() + ": not valid: " + output.err());
          }
        } else if (!follows(blocks, i, "sh")) {
          i += compare(block, tea("run", name), blocks.subList(i + 1, blocks.size()));
        }
      } else if (block.language().equals("sh") && block.text().startsWith("tea ")) {
        i += compare(block, commands(block), blocks.subList(i + 1, blocks.size()));
      } else {
        problems.add(block.line() + ": no result, and no marker, of anything above it");
      }
    }
    return problems;
  }

  private static boolean isSkipped(Block block) {
    return !block.language().equals("yaml") && block.marker().startsWith("not run: ");
  }

  private static boolean follows(List<Block> blocks, int index, String language) {
    return index + 1 < blocks.size() && blocks.get(index + 1).language().equals(language);
  }

  private String workflow(Block block) {
    String text = block.text();
    if (text.startsWith("- ")) {
      text = "nodes:\n" + text;
    } else if (!NODES.matcher(text).find()) {
      text += "nodes: [{name: nothing}]\n";
    }
    answer = block.marked("answer=");
    return answer.isEmpty() ? text : text.replace(EXAMPLE, address());
  }

  private String write(Block block, String text) throws IOException {
    Matcher first = NAME.matcher(block.text());
    String marked = block.marked("file=");
    String name = first.find() ? first.group(1) : "workflow.yaml";
    Path file = directory.resolve(marked.isEmpty() ? name : marked);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return file.toString();
  }

  private Output commands(Block block) throws IOException {
    var out = new StringBuilder();
    var err = new StringBuilder();
    int exitCode = 0;
    for (String command : block.text().lines().toList()) {
      List<String> words = new ArrayList<>();
      Matcher word = WORD.matcher(command.replace("CHECKPOINT", checkpoint));
      while (word.find()) {
        String quoted = word.group(1) == null ? word.group(2) : word.group(1);
        words.add(quoted == null ? inDirectory(word.group(3)) : quoted);
      }
      int from = words.indexOf("<");
      InputStream stdin =
          from < 0
              ? InputStream.nullInputStream()
              : Files.newInputStream(directory.resolve(words.get(from + 1)));
      List<String> args = words.subList(1, from < 0 ? words.size() : from);
      Output output = tea(stdin, args.toArray(String[]::new));
      out.append(output.out());
      err.append(output.err());
      exitCode = output.exitCode();
    }
    return new Output(out.toString(), err.toString(), exitCode);
  }

  private String inDirectory(String word) {
    return word.endsWith(".yaml") ? directory.resolve(word).toString() : word;
  }

  private Output tea(String... words) {
    return tea(InputStream.nullInputStream(), words);
  }

  private Output tea(InputStream stdin, String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exitCode =
        new Main(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                stdin,
                environment())
            .run(words);
    return new Output(clean(out), clean(err), exitCode);
  }

  private Map<String, String> environment() {
    return Map.of(
        "HOME",
        directory.toString(),
        "TEA_MODEL_PATH",
        Path.of(System.getProperty("tea.models"), "demo/demo.gguf").toString());
  }

  private String clean(ByteArrayOutputStream bytes) {
    String text = bytes.toString(StandardCharsets.UTF_8);
    Matcher path = CHECKPOINT.matcher(text);
    if (path.find()) {
      checkpoint = path.group();
      text = path.replaceAll("CHECKPOINT");
    }
    return text.replace(directory + "/", "").replace(address(), EXAMPLE);
  }

  private String address() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /**
   * @return how many of the following blocks it took
   */
  private int compare(Block block, Output output, List<Block> following) {
    Block json = expected(following, 0, "json");
    Block text = expected(following, json == null ? 0 : 1, "text");
    if (json == null && text == null) {
      problems.add(block.line() + ": no result follows; it prints\n" + output);
      return 0;
    }
    if (json != null) {
      List<String> unstable = List.of(json.marked("volatile=").split(","));
      same(json, pretty(json.text(), unstable), pretty(output.out(), unstable));
    }
    String printed = json == null ? output.out() + output.err() : output.err();
    same(text == null ? json : text, text == null ? "" : text.text(), printed);
    int exitCode = printed.contains("\n  Fix: ") ? 1 : printed.contains("continue with:") ? 130 : 0;
    same(block, "exit code " + exitCode, "exit code " + output.exitCode());
    return json == null || text == null ? 1 : 2;
  }

  private static Block expected(List<Block> following, int index, String language) {
    Block block = index < following.size() ? following.get(index) : null;
    return block != null && block.language().equals(language) && !block.isFile() ? block : null;
  }

  private void same(Block block, String expected, String actual) {
    if (!expected.equals(actual)) {
      problems.add("%d: it prints%n%s%nnot%n%s".formatted(block.line(), actual, expected));
    }
  }

  private static String pretty(String json, List<String> unstable) {
    try {
      return Json.pretty(stable(Json.parse(json), unstable));
    } catch (JsonException e) {
      return json;
    }
  }

  private static Object stable(Object value, List<String> unstable) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> stable = new LinkedHashMap<>();
        map.forEach(
            (key, item) ->
                stable.put(key, unstable.contains(key) ? "..." : stable(item, unstable)));
        yield stable;
      }
      case List<?> list -> list.stream().map(item -> stable(item, unstable)).toList();
      case null, default -> value;
    };
  }

  @Override
  public void close() {
    serve.close();
    server.stop(0);
  }
}
