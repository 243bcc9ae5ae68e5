package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionsCommandTest {

  @TempDir Path directory;
  private InProcess tea;

  @BeforeEach
  void home() {
    tea = new InProcess(directory);
  }

  @Test
  void listsAnActionWithItsParameters() {
    assertThat(tea.run("actions", "json.parse")).isZero();
    assertThat(tea.out())
        .isEqualTo(
            """
            json
              json.parse  Reads JSON text into data.
                  text  text, required, also input: JSON
            """);
  }

  @Test
  void listsAllByGroup() {
    assertThat(tea.run("actions")).isZero();
    assertThat(tea.out()).startsWith("json\n").contains("\n\nllm\n  llm.call  ");
    String all = tea.out();
    assertThat(tea.run("actions", "llm")).isZero();
    assertThat(all).contains(tea.out());
    assertThat(tea.out()).startsWith("llm\n").doesNotContain("json.parse");
  }

  @Test
  void listsThemAsJson() {
    assertThat(tea.run("actions", "--json", "json.parse")).isZero();
    assertThat(tea.out())
        .isEqualTo(
            """
            [
              {
                "name": "json.parse",
                "description": "Reads JSON text into data.",
                "parameters": [
                  {
                    "name": "text",
                    "type": "text",
                    "required": true,
                    "aliases": [
                      "input"
                    ],
                    "description": "JSON"
                  }
                ]
              }
            ]
            """);
  }

  @Test
  void knowsWhatWasProbablyMeant() {
    assertThat(tea.run("actions", "llm.chatt")).isEqualTo(Main.USAGE);
    assertThat(tea.err())
        .isEqualTo("tea: there is no action 'llm.chatt'\n  Fix: did you mean 'llm.chat'?\n");
  }
}
