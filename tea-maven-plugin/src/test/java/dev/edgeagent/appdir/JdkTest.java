package dev.edgeagent.appdir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.Arch;
import dev.edgeagent.BuildFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JdkTest {
  @TempDir Path home;

  private void install(String release) throws IOException {
    Path jlink = Files.createDirectories(home.resolve("bin")).resolve("jlink");
    assertThat(Files.writeString(jlink, "").toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("release"), release);
  }

  @ParameterizedTest
  @ValueSource(strings = {"25", "25.0.3"})
  void readsTheReleaseFile(String version) throws IOException {
    install("IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\nOS_ARCH=\"aarch64\"\n");

    assertThat(Jdk.at(home)).contains(new Jdk(home, version, Arch.AARCH64));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JAVA_VERSION=\"17.0.1\"\nOS_ARCH=\"x86_64\"\n",
        "JAVA_VERSION=\"250\"\nOS_ARCH=\"x86_64\"\n",
        "JAVA_VERSION=\"25\"\nOS_ARCH=\"riscv64\"\n",
        ""
      })
  void passesOverOthers(String release) throws IOException {
    install(release);

    assertThat(Jdk.at(home)).isEmpty();
  }

  @Test
  void saysHowToGetOneInsteadOfAWrongDirectory() {
    assertThatThrownBy(() -> Jdk.given(home))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            tea.jdk: %s is not a JDK 25
              Fix: install a JDK 25 (for example Temurin, from adoptium.net), or give -Dtea.jdk=DIR\
            """,
            home);
  }
}
