package dev.edgeagent.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {

  @TempDir Path temp;

  private final AtomicLong now = new AtomicLong(1_000);
  private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());

  @Test
  void anInProcessMemoryIsTakenUpFromItsSnapshot() {
    var memory = new InProcessMemory(clock);
    memory.store("n", "kept", 1L, null);
    memory.store("n", "null", null, null);
    memory.store("n", "over", 2L, Duration.ofMillis(5));
    now.addAndGet(5);
    Map<String, Object> snapshot = memory.snapshot();
    memory.store("n", "kept", 3L, null);
    var again = new InProcessMemory(clock);
    again.restore(snapshot);
    assertThat(again.retrieve("n", "kept")).contains(Map.of("value", 1L));
    assertThat(again.retrieve("n", "null").orElseThrow()).containsEntry("value", null);
    assertThat(again.retrieve("n", "over")).isEmpty();
    assertThat(again.retrieve("m", "kept")).isEmpty();
    assertThat(again.snapshot()).isEqualTo(snapshot);
  }

  @Test
  void aFileMemoryIsReadByTheNextProcess() throws Exception {
    Path file = temp.resolve("new/memory.json");
    new FileMemory(file, clock).store("n", "k", List.of(1L, "é"), Duration.ofSeconds(1));
    new FileMemory(file, clock).store("n", "l", null, null);
    assertThat(file)
        .hasContent(
            """
            {
              "n": {
                "k": {
                  "value": [
                    1,
                    "é"
                  ],
                  "expires": 2000
                },
                "l": {
                  "value": null
                }
              }
            }
            """);
    var memory = new FileMemory(file, clock);
    assertThat(memory.retrieve("n", "k")).contains(Map.of("value", List.of(1L, "é")));
    assertThat(memory.retrieve("n", "l").orElseThrow()).containsEntry("value", null);
    now.addAndGet(1000);
    assertThat(memory.retrieve("n", "k")).isEmpty();
    memory.store("n", "l", 1L, null);
    assertThat(Files.readString(file)).doesNotContain("\"k\"");
    assertThat(memory.snapshot()).isEmpty();
  }

  @Test
  void noUpdateOfAFileMemoryIsLost() throws Exception {
    Path file = temp.resolve("memory.json");
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String key = "k" + i;
        done.add(
            threads.submit(
                () -> {
                  new FileMemory(file, clock).store("n", key, 1L, null);
                  return null;
                }));
      }
      for (Future<?> future : done) {
        get(future);
      }
    }
    for (int i = 0; i < 40; i++) {
      assertThat(new FileMemory(file, clock).retrieve("n", "k" + i)).isPresent();
    }
  }

  private static void get(Future<?> future) throws Exception {
    try {
      future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /** A second process, which keeps the lock for a while and then replaces the file. */
  @Test
  void waitsForAnotherProcess() throws Exception {
    Path file = temp.resolve("memory.json");
    Path script = temp.resolve("Other.java");
    Files.writeString(
        script,
        """
        void main(String[] args) throws Exception {
          var lock = java.nio.file.Path.of(args[0] + ".lock");
          try (var channel = java.nio.channels.FileChannel.open(lock,
              java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
            channel.lock();
            IO.println("locked");
            IO.readln();
            java.nio.file.Files.writeString(java.nio.file.Path.of(args[0]),
                "{\\"n\\": {\\"theirs\\": {\\"value\\": 1}}}");
          }
        }
        """);
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                script.toString(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = other.inputReader();
        var threads = Executors.newSingleThreadExecutor()) {
      assertThat(out.readLine()).isEqualTo("locked");
      Future<?> ours =
          threads.submit(
              () -> {
                new FileMemory(file, clock).store("n", "ours", 2L, null);
                return null;
              });
      other.outputWriter().append('\n').close();
      get(ours);
      assertThat(other.waitFor()).isZero();
    }
    assertThat(new FileMemory(file, clock).retrieve("n", "theirs")).isPresent();
    assertThat(new FileMemory(file, clock).retrieve("n", "ours")).isPresent();
  }

  @Test
  void aDamagedFileIsAnErrorWithItsPlaceAndStaysAsItIs() throws Exception {
    Path file = temp.resolve("memory.json");
    var memory = new FileMemory(file, clock);
    for (String content :
        List.of("{\"n\": {\n  \"k\": }", "", "[]", "{\"n\": 1}", "{\"n\": {\"k\": 1}}")) {
      Files.writeString(file, content);
      assertThatThrownBy(() -> memory.retrieve("n", "k"))
          .isInstanceOf(ActionException.class)
          .hasMessageStartingWith(file.toString());
      assertThatThrownBy(() -> memory.store("n", "k", 1L, null))
          .isInstanceOf(ActionException.class)
          .hasMessageContaining(": no memory file, or a damaged one: ");
      assertThat(file).hasContent(content);
    }
    Files.writeString(file, "{\"n\": {\n  \"k\": }");
    assertThatThrownBy(() -> memory.retrieve("n", "k")).hasMessageStartingWith(file + ":2:8: ");
  }

  @Test
  void saysWhatCannotBeKept() throws Exception {
    Path file = temp.resolve("memory.json");
    assertThatThrownBy(() -> new FileMemory(file, clock).store("n", "k", Double.NaN, null))
        .isInstanceOf(ActionException.class)
        .hasMessage("the value of 'k' cannot be kept as JSON: NaN is not a number in JSON");
    assertThat(file).doesNotExist();
    Path below = Files.writeString(temp.resolve("file"), "").resolve("memory.json");
    assertThatThrownBy(() -> new FileMemory(below, clock).store("n", "k", 1L, null))
        .isInstanceOf(ActionException.class)
        .hasMessageStartingWith("the memory file " + below + " cannot be written: ");
  }
}
