package dev.edgeagent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.edgeagent.it.DemoAppImage.Finished;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The AppImage in a minimal container: no network, no FUSE, no Java, no Python, not root, nothing
 * writable but what a test says. The engine is {@code $TEA_ENGINE}, else podman or docker; the
 * image is made by it/clean-image.
 */
class ContainerIT {

  private static final List<String> ENGINES = List.of("podman", "docker");
  private static String engine;
  private static String image;

  @BeforeAll
  static void findEngine() {
    engine = System.getenv().getOrDefault("TEA_ENGINE", "");
    for (String candidate : ENGINES) {
      if (engine.isEmpty() && command("sh", "-c", "command -v " + candidate).exitCode() == 0) {
        engine = candidate;
      }
    }
    assumeTrue(
        !engine.isEmpty(),
        "skipped: no container engine; set TEA_ENGINE or run script/setup --containers");
    Finished made = command(Path.of("clean-image").toAbsolutePath().toString(), engine);
    assumeTrue(
        made.exitCode() == 0, () -> "skipped: no clean container image: " + made.err().strip());
    image = made.out().strip();
    Finished works = command(engine, "run", "--rm", image, "true");
    assumeTrue(
        works.exitCode() == 0,
        () -> "skipped: " + engine + " starts no container: " + works.err().strip());
  }

  @Test
  void theContainerIsClean() {
    String look =
        "for name in java python3 fusermount fusermount3; do command -v $name; done;"
            + " [ -e /dev/fuse ] && ls /dev/fuse; id -u";
    assertThat(container(List.of(), "sh", "-c", look).out()).isEqualTo("1000\n");
  }

  @Test
  void answersAsAnotherUserWithAWritableHome() {
    assertAnswers(List.of("--tmpfs", "/home/user:rw,mode=0777,exec", "--env", "HOME=/home/user"));
  }

  @Test
  void answersWithNothingWritableButTmp() {
    assertAnswers(List.of("--tmpfs", "/tmp:rw,mode=1777,exec", "--env", "HOME=/nonexistent"));
  }

  @Test
  void saysWhatToSetWhereNothingIsWritable() {
    Finished run = container(List.of("--env", "HOME=/nonexistent"), "/tea.AppImage", "--version");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("Fix: ").contains("XDG_CACHE_HOME");
  }

  private static void assertAnswers(List<String> options) {
    Finished version = container(options, "/tea.AppImage", "--version");
    assertThat(version.err()).isEmpty();
    assertThat(version.out()).startsWith("tea ");

    Finished run =
        container(
            options,
            "/tea.AppImage",
            "run",
            "/examples/chat.yaml",
            "--input",
            "{\"question\": \"What is 2+2?\"}");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("\"answer\": \"2+2 is 4.\"");
  }

  private static Finished container(List<String> options, String... command) {
    DemoAppImage appImage = DemoAppImage.shared();
    List<String> words =
        new ArrayList<>(
            List.of(
                engine,
                "run",
                "--rm",
                "--network",
                "none",
                "--read-only",
                "--read-only-tmpfs=false",
                "--user",
                "1000:1000"));
    if (!engine.contains("podman")) {
      words.remove("--read-only-tmpfs=false");
    }
    words.addAll(List.of("--volume", appImage.file() + ":/tea.AppImage:ro"));
    words.addAll(
        List.of(
            "--volume",
            Path.of(System.getProperty("it.examples")).toAbsolutePath().normalize()
                + ":/examples:ro"));
    words.addAll(options);
    words.add(image);
    words.addAll(List.of(command));
    return DemoAppImage.run(words, Map.of());
  }

  private static Finished command(String... words) {
    return DemoAppImage.run(List.of(words), Map.of());
  }
}
