package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.json.Json;
import dev.edgeagent.json.JsonException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The language, one workflow a sentence: {@code conformance/NAME.yaml} run by the command, with
 * {@code NAME.input.json} if it is there. {@code NAME.expected.json} is the final state on stdout;
 * where it is missing, the run must fail. {@code NAME.stderr.txt} is what is said on stderr; where
 * it is missing, nothing is. {@code parts} holds the workflows that others run.
 *
 * <p>{@code -Dtea.conformance.write=true} writes what came out, to be read before it is committed.
 */
class ConformanceTest {

  private static final Path SUITE = Path.of("src/test/resources/conformance");
  private static final boolean WRITE = Boolean.getBoolean("tea.conformance.write");
  private static final List<String> KINDS =
      List.of(".yaml", ".input.json", ".expected.json", ".stderr.txt");

  @TempDir Path home;

  static Stream<String> names() throws IOException {
    return files().stream()
        .filter(file -> file.endsWith(".yaml"))
        .map(file -> file.substring(0, file.length() - ".yaml".length()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void endsAsExpected(String name) throws Exception {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    Path input = SUITE.resolve(name + ".input.json");
    List<String> arguments = new ArrayList<>(List.of("run", SUITE.resolve(name + ".yaml") + ""));
    if (Files.exists(input)) {
      arguments.addAll(List.of("--input", "@" + input));
    }
    int code = command(out, err).run(arguments.toArray(String[]::new));

    String state = code == Main.DONE ? Json.pretty(steady(Json.parse(text(out)))) + "\n" : "";
    if (code != Main.DONE) {
      assertThat(text(out)).isEmpty();
    }
    assertThat(code).isIn(Main.DONE, Main.FAILED);
    compare(name + ".expected.json", state);
    compare(name + ".stderr.txt", text(err).replace(SUITE + "/", ""));
  }

  @Test
  void everyFileBelongsToAWorkflow() throws IOException {
    Set<String> workflows = new TreeSet<>(names().toList());
    assertThat(files())
        .allSatisfy(
            file ->
                assertThat(KINDS)
                    .as(file)
                    .anyMatch(
                        kind ->
                            file.endsWith(kind)
                                && workflows.contains(
                                    file.substring(0, file.length() - kind.length()))));
    assertThat(workflows).hasSizeGreaterThan(40);
  }

  private Main command(ByteArrayOutputStream out, ByteArrayOutputStream err) {
    return new Main(
        new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(err, false, StandardCharsets.UTF_8),
        InputStream.nullInputStream(),
        Map.of("HOME", home.toString()));
  }

  private static void compare(String file, String actual) throws IOException {
    Path expected = SUITE.resolve(file);
    if (WRITE) {
      if (actual.isEmpty()) {
        Files.deleteIfExists(expected);
      } else {
        Files.writeString(expected, actual);
      }
    }
    assertThat(actual).as(file).isEqualTo(Files.exists(expected) ? Files.readString(expected) : "");
  }

  /** The same without what differs from run to run. */
  private static Object steady(Object value) throws JsonException {
    if (value instanceof List<?> list) {
      List<Object> steady = new ArrayList<>();
      for (Object item : list) {
        steady.add(steady(item));
      }
      return steady;
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<String, Object> steady = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = String.valueOf(entry.getKey());
      steady.put(
          key,
          switch (key) {
            case "timing_ms" -> 0;
            case "timestamp" -> "now";
            default -> steady(entry.getValue());
          });
    }
    return steady;
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(SUITE)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
