package dev.edgeagent.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.server.ServerSettings.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official client for JavaScript, which npm fetches as src/test/npm/openai says. */
class OpenAiClientTest {

  private static final Path ROOT =
      Path.of(System.getProperty("tea.models")).toAbsolutePath().normalize().getParent();
  private static final Path SOURCE = ROOT.resolve("tea-runtime/src/test/npm/openai");
  private static final Path DIRECTORY = ROOT.resolve("tea-runtime/target/npm/openai");

  private static final String TOKEN = "s3cret";

  private static final int OLDEST_NODE = 20;

  private static Served demo;
  private static Served scripted;

  @BeforeAll
  static void start() throws Exception {
    installClient();
    demo = Served.demo(Served.settings(TOKEN, 16, Limits.DEFAULT));
    scripted = Served.of(ScriptedModel.ofTools(), Served.settings(TOKEN, 16, Limits.DEFAULT));
  }

  @AfterAll
  static void stop() {
    if (demo != null) {
      demo.close();
      scripted.close();
    }
  }

  private static void installClient() throws Exception {
    Files.createDirectories(DIRECTORY);
    for (String file : List.of("package.json", "package-lock.json", ".npmrc", "client.mjs")) {
      Files.copy(
          SOURCE.resolve(file), DIRECTORY.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    String node = output(List.of("node", "--version"));
    Matcher version = Pattern.compile("v(\\d+)\\..*\\s*").matcher(node);
    Assumptions.assumeTrue(
        version.matches() && Integer.parseInt(version.group(1)) >= OLDEST_NODE,
        "the OpenAI client needs Node.js " + OLDEST_NODE + ", and here is: " + node.strip());
    String npm =
        output(List.of("npm", "ci", "--ignore-scripts", "--prefer-offline", "--fetch-retries=0"));
    Assumptions.assumeTrue(
        Files.exists(DIRECTORY.resolve("node_modules/openai/package.json")),
        "npm could not fetch the OpenAI client: " + npm.lines().findFirst().orElse(""));
  }

  @Test
  void understandsTheServer() throws Exception {
    assertThat(
            output(
                List.of(
                    "node",
                    "client.mjs",
                    demo.client.url() + "/v1",
                    scripted.client.url() + "/v1",
                    TOKEN)))
        .isEqualTo(
            """
            model: ["demo","tea"]
            retrieve: demo
            chat: ["2+2 is 4.","stop",24]
            stream: ["2+2 is 4.",7]
            collected: ["2+2 is 4.","stop"]
            left after: {"role":"assistant","content":""}
            completion:  a workflow engine with
            tools: ["tool_calls",{"role":"assistant","content":null,"refusal":null,"tool_calls":[{"id":"call_0","type":"function","function":{"name":"add","arguments":"{\\"a\\":1}"}}]}]
            streamed tools: ["tool_calls",[{"id":"call_0","type":"function","function":{"name":"add","arguments":"{\\"a\\":1}"}}]]
            embeddings: [[0,1,0],[1,0.5403022766113281,0.8414709568023682]]
            floats: [[0.5403023,0.84147096],7]
            wrong key: ["AuthenticationError",401,"invalid_api_key",null,"invalid_request_error"]
            wrong model: ["NotFoundError",404,"model_not_found","model","invalid_request_error"]
            wrong request: ["BadRequestError",400,"missing_required_parameter","messages","invalid_request_error"]
            wrong parameter: ["BadRequestError",400,"unsupported_parameter","n","invalid_request_error"]
            wrong stream: ["BadRequestError",400,"unsupported_parameter","n","invalid_request_error"]
            too long: ["BadRequestError",400,"context_length_exceeded",null,"invalid_request_error"]
            """);
  }

  @Test
  void runsTheExampleOfTheDocumentation() throws Exception {
    Matcher example =
        Pattern.compile("(?s)```js\n(.*?)```\n+```text\n(.*?)```")
            .matcher(Files.readString(ROOT.resolve("docs/serve.md")));
    assertThat(example.find()).isTrue();
    Files.writeString(
        DIRECTORY.resolve("example.mjs"),
        example
            .group(1)
            .replace("http://127.0.0.1:8080", demo.client.url())
            .replace("no-token", TOKEN));
    assertThat(output(List.of("node", "example.mjs"))).isEqualTo(example.group(2));
  }

  /** What a program writes; what is wrong with starting it, if it cannot be started. */
  private static String output(List<String> command) throws IOException, InterruptedException {
    Path output = DIRECTORY.resolve("output.txt");
    Process process;
    try {
      process =
          new ProcessBuilder(new ArrayList<>(command))
              .directory(DIRECTORY.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " does not end");
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
