package dev.edgeagent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.BuildFailure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HubTest {
  private static final URI PUBLIC = URI.create("https://huggingface.co");

  @TempDir Path home;

  @Test
  void isThePublicOneForEverybody() throws Exception {
    assertThat(Hub.of(Map.of("HOME", home.toString())))
        .isEqualTo(
            new Hub(PUBLIC, Optional.empty(), false, home.resolve(".cache/huggingface/hub")));
  }

  @Test
  void readsTheVariablesOfHuggingfaceHub() throws Exception {
    Map<String, String> environment =
        Map.of(
            "HF_ENDPOINT", "https://hub.example/hf/",
            "HF_TOKEN", " hf_one\n",
            "HUGGING_FACE_HUB_TOKEN", "hf_two",
            "HF_HUB_OFFLINE", "yes",
            "HF_HUB_CACHE", "/a",
            "HF_HOME", "/b");
    URI endpoint = URI.create("https://hub.example/hf");

    assertThat(Hub.of(environment))
        .isEqualTo(new Hub(endpoint, Optional.of("hf_one"), true, Path.of("/a")));
    assertThat(Hub.of(Map.of("HF_HOME", "/b")).cache()).isEqualTo(Path.of("/b/hub"));
    assertThat(Hub.of(Map.of("XDG_CACHE_HOME", "/c")).cache())
        .isEqualTo(Path.of("/c/huggingface/hub"));
    assertThat(Hub.of(Map.of("HUGGING_FACE_HUB_TOKEN", "hf_two")).token()).hasValue("hf_two");
    assertThat(Hub.of(Map.of("HF_HUB_OFFLINE", "0")).offline()).isFalse();
  }

  @Test
  void takesTheTokenOfTheLoginFile() throws Exception {
    Path file = Files.writeString(home.resolve("token"), "hf_saved\n");

    assertThat(Hub.of(Map.of("HF_HOME", home.toString())).token()).hasValue("hf_saved");
    assertThat(Hub.of(Map.of("HF_TOKEN_PATH", file.toString())).token()).hasValue("hf_saved");
  }

  @Test
  void neverShowsTheToken() throws Exception {
    Map<String, String> environment = Map.of("HF_TOKEN", "hf_secret", "HF_HOME", "/b");

    assertThat(Hub.of(environment)).hasToString("Hub[https://huggingface.co, /b/hub]");
    assertThatThrownBy(() -> Hub.of(Map.of("HF_TOKEN", "hf secret")))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            "HF_TOKEN: is not a token: it has spaces or other characters that tokens never have\n"
                + "  Fix: copy it again from https://huggingface.co/settings/tokens");
  }

  @Test
  void givesTheTokenToItsOwnOriginOnly() throws Exception {
    Hub hub = Hub.of(Map.of("HF_TOKEN", "hf_secret", "HF_HOME", "/b"));

    assertThat(hub.tokenFor(URI.create("https://huggingface.co:443/a"))).hasValue("hf_secret");
    for (String other :
        new String[] {
          "http://huggingface.co/a",
          "https://huggingface.co:8443/a",
          "https://cdn-lfs.huggingface.co/a",
          "https://huggingface.co.evil.example/a"
        }) {
      assertThat(hub.tokenFor(URI.create(other))).as(other).isEmpty();
    }
  }

  @Test
  void movesAddressesToItsEndpoint() throws Exception {
    Hub hub = Hub.of(Map.of("HF_ENDPOINT", "https://hub.example/hf"));

    assertThat(hub.here(FakeHub.ADDRESS)).hasToString("https://hub.example/hf" + FakeHub.FILE);
    URI mirror = URI.create("https://mirror.example/m.gguf");
    assertThat(hub.here(mirror)).isEqualTo(mirror);
  }

  @Test
  void refusesAnEndpointThatIsNoAddress() {
    assertThatThrownBy(() -> Hub.of(Map.of("HF_ENDPOINT", "hub.example")))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            "HF_ENDPOINT: 'hub.example' is not the address of a hub\n"
                + "  Fix: give it as https://HOST, or unset it for https://huggingface.co");
  }
}
