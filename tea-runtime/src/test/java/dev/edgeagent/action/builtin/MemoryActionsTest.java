package dev.edgeagent.action.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.action.InProcessMemory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** memory.store and memory.retrieve, secrets.get and secrets.has, notify and template. */
class MemoryActionsTest {

  private final AtomicLong now = new AtomicLong(1_000_000);
  private final ActionRun actions =
      new ActionRun(
          Path.of("/nowhere"),
          Map.of("KEY", "s3cret"),
          new InProcessMemory(() -> Instant.ofEpochMilli(now.get())));

  @Test
  void retrievesWhatWasStoredUntilItsTimeIsOver() throws Exception {
    assertThat(
            actions.run(
                "memory.store", "{\"key\": \"k\", \"value\": {\"a\": 1}, \"ttl\": \"2.5\"}"))
        .isEqualTo("{\"stored\":true,\"key\":\"k\",\"namespace\":\"default\"}");
    now.addAndGet(2499);
    assertThat(actions.run("memory.retrieve", "{\"key\": \"k\"}"))
        .isEqualTo("{\"value\":{\"a\":1},\"found\":true,\"key\":\"k\"}");
    now.addAndGet(1);
    assertThat(actions.run("memory.retrieve", "{\"key\": \"k\", \"default\": 7}"))
        .isEqualTo("{\"value\":7,\"found\":false,\"key\":\"k\"}");
  }

  @Test
  void keepsNamespacesApart() throws Exception {
    actions.run("memory.store", "{\"key\": 5, \"value\": 1, \"namespace\": \"a\"}");
    assertThat(actions.run("memory.retrieve", "{\"key\": \"5\", \"namespace\": \"a\"}"))
        .isEqualTo("{\"value\":1,\"found\":true,\"key\":\"5\"}");
    assertThat(actions.run("memory.retrieve", "{\"key\": \"5\"}"))
        .isEqualTo("{\"value\":null,\"found\":false,\"key\":\"5\"}");
  }

  @Test
  void saysWhatCannotBeStored() throws Exception {
    assertThat(actions.run("memory.store", "{\"key\": null, \"value\": 1}"))
        .isEqualTo("{\"stored\":false,\"key\":null,\"error\":\"Key is required\"}");
    assertThat(actions.run("memory.retrieve", "{\"key\": null}"))
        .isEqualTo("{\"value\":null,\"found\":false,\"key\":null,\"error\":\"Key is required\"}");
    assertThatThrownBy(() -> actions.run("memory.store", "{\"key\": \"k\"}"))
        .hasMessage("parameter 'value' is missing");
    assertThatThrownBy(
            () -> actions.run("memory.store", "{\"key\": \"k\", \"value\": 1, \"ttl\": 1e300}"))
        .hasMessage("parameter 'ttl' must be a number of seconds up to 1e12, got 1.0E300");
  }

  @Test
  void givesSecrets() throws Exception {
    assertThat(actions.run("secrets.get", "{\"key\": \"KEY\"}"))
        .isEqualTo("{\"value\":\"s3cret\"}");
    assertThat(actions.run("secrets.get", "{\"key\": \"NO\"}")).isEqualTo("{\"value\":null}");
    assertThat(actions.run("secrets.get", "{\"key\": \"NO\", \"default\": [1]}"))
        .isEqualTo("{\"value\":[1]}");
    assertThat(actions.run("secrets.has", "{\"key\": \"KEY\"}")).isEqualTo("{\"exists\":true}");
    assertThat(actions.run("secrets.has", "{\"key\": \"NO\"}")).isEqualTo("{\"exists\":false}");
  }

  @Test
  void notifiesTheUser() throws Exception {
    assertThat(actions.run("notify", "{\"channel\": \"ops\", \"message\": \"done\"}"))
        .isEqualTo("{\"sent\":true}");
    actions.run("notify", "{\"channel\": \"ops\", \"message\": {\"a\": true}}");
    assertThat(actions.warnings).containsExactly("[OPS] done", "[OPS] {'a': True}");
  }

  @Test
  void fillsInTemplates() throws Exception {
    assertThat(
            actions.run(
                "template",
                "{\"template\": \"{% for x in xs %}{{ x }};{% endfor %}\\n"
                    + "\", \"variables\": {\"xs\": [1, 2.0]}}"))
        .isEqualTo("{\"text\":\"1;2.0;\\n\",\"success\":true}");
    assertThat(actions.run("template", "{\"path\": \"no.txt\"}"))
        .isEqualTo(
            "{\"success\":false,\"error\":\"File not found:"
                + " no.txt\",\"error_type\":\"not_found\"}");
    assertThatThrownBy(() -> actions.run("template", "{\"template\": \"a {{ b }}\"}"))
        .hasMessageContaining("'b' is undefined");
    assertThatThrownBy(() -> actions.run("template", "{\"template\": \"{% if %}\"}"))
        .hasMessageStartingWith("the template: ");
    assertThatThrownBy(() -> actions.run("template", "{\"template\": \"a\", \"variables\": 1}"))
        .hasMessage("parameter 'variables' must be a map from names to values, got 1");
  }
}
