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
    assertThat(tea.run("actions", "secrets.has")).isZero();
    assertThat(tea.out())
        .isEqualTo(
            """
            secrets
              secrets.has  Tells whether there is a secret of that name.
                  key  text, required: the secret's name
            """);
  }

  @Test
  void listsAllByGroup() {
    assertThat(tea.run("actions")).isZero();
    assertThat(tea.out()).startsWith("csv\n").contains("\n\nllm\n  llm.call  ");
    String all = tea.out();
    assertThat(tea.run("actions", "llm")).isZero();
    assertThat(all).contains(tea.out());
    assertThat(tea.out()).startsWith("llm\n").doesNotContain("json.parse");
  }

  @Test
  void listsThemAsJson() {
    assertThat(tea.run("actions", "--json", "secrets.has")).isZero();
    assertThat(tea.out())
        .isEqualTo(
            """
            [
              {
                "name": "secrets.has",
                "description": "Tells whether there is a secret of that name.",
                "parameters": [
                  {
                    "name": "key",
                    "type": "text",
                    "required": true,
                    "aliases": [],
                    "description": "the secret's name"
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
