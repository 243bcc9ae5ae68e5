package dev.edgeagent.llm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgeagent.llm.ApiSettings;
import dev.edgeagent.llm.ModelException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {

  private static final String KEY = "secret-of-mine";
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void nothingIsConfiguredByItself() throws Exception {
    assertThat(new Endpoints(environment).find(ApiSettings.NONE)).isEmpty();
    environment.putAll(Map.of("OPENAI_API_KEY", " ", "OLLAMA_API_BASE", ""));
    environment.put("AZURE_OPENAI_ENDPOINT", "https://x.openai.azure.com");
    assertThat(new Endpoints(environment).find(ApiSettings.NONE)).isEmpty();
    environment.put("OPENAI_API_KEY", KEY);
    assertThat(new Endpoints(environment).find(settings("local", null))).isEmpty();
  }

  @Test
  void aKeyMeansOpenAi() throws Exception {
    environment.put("OPENAI_API_KEY", KEY);
    Endpoint endpoint = find(ApiSettings.NONE);
    assertThat(shown(endpoint))
        .isEqualTo(
            "https://api.openai.com/v1/chat/completions gpt-4o-mini text-embedding-3-small"
                + " Authorization=Bearer secret-of-mine");
    assertThat(endpoint.toString()).doesNotContain(KEY);
  }

  @Test
  void theAddressOfOpenAiMayBeAnother() throws Exception {
    environment.putAll(
        Map.of("OPENAI_API_KEY", KEY, "OPENAI_BASE_URL", "https://gateway.example/openai/v1/"));
    assertThat(shown(find(model("x"))))
        .isEqualTo(
            "https://gateway.example/openai/v1/chat/completions x x"
                + " Authorization=Bearer secret-of-mine");
    environment.put("OPENAI_API_BASE", "https://legacy.example/v1/chat/completions?tenant=1");
    assertThat(shown(find(model("x"))))
        .isEqualTo(
            "https://legacy.example/v1/chat/completions?tenant=1 x x"
                + " Authorization=Bearer secret-of-mine");
    assertThat(find(model("x")).shown()).isEqualTo("https://legacy.example/v1");
  }

  @Test
  void anAddressAloneIsEnough() throws Exception {
    assertThat(shown(find(settings(null, "http://localhost:8080/v1"))))
        .isEqualTo("http://localhost:8080/v1/chat/completions m m");
    assertThat(shown(find(settings(null, "http://10.0.0.5:8080"))))
        .isEqualTo("http://10.0.0.5:8080/chat/completions m m");
  }

  @Test
  void ollamaComesFirstAndNeedsNoKey() throws Exception {
    environment.putAll(
        Map.of(
            "OPENAI_API_KEY",
            KEY,
            "AZURE_OPENAI_API_KEY",
            KEY,
            "AZURE_OPENAI_ENDPOINT",
            "https://x.openai.azure.com",
            "OLLAMA_API_BASE",
            "http://gpu.lan:11434"));
    assertThat(shown(find(model("llama3"))))
        .isEqualTo("http://gpu.lan:11434/v1/chat/completions llama3 llama3");
    environment.remove("OLLAMA_API_BASE");
    assertThat(shown(find(settings("ollama", null))))
        .isEqualTo("http://localhost:11434/v1/chat/completions m m");
    assertThat(shown(find(settings("ollama", "https://other.example/api/v1"))))
        .isEqualTo("https://other.example/api/v1/chat/completions m m");
  }

  @Test
  void azureHasTheModelInTheAddressAndAHeaderOfItsOwn() throws Exception {
    environment.putAll(
        Map.of(
            "OPENAI_API_KEY",
            "another",
            "AZURE_OPENAI_API_KEY",
            KEY,
            "AZURE_OPENAI_ENDPOINT",
            "https://x.openai.azure.com/"));
    assertThat(shown(find(model("gpt 4"))))
        .isEqualTo(
            "https://x.openai.azure.com/openai/deployments/gpt%204/chat/completions"
                + "?api-version=2024-10-21 gpt 4 gpt 4 api-key=secret-of-mine");
    environment.putAll(
        Map.of("AZURE_OPENAI_DEPLOYMENT", "d", "OPENAI_API_VERSION", "2025-01-01-preview"));
    assertThat(shown(find(model("gpt-4"))))
        .isEqualTo(
            "https://x.openai.azure.com/openai/deployments/d/chat/completions"
                + "?api-version=2025-01-01-preview d d api-key=secret-of-mine");
    assertThat(
            shown(
                find(
                    new ApiSettings(
                        "azure",
                        "https://y.openai.azure.com/openai",
                        "given-in-yaml",
                        "gpt-4",
                        "mine",
                        "v",
                        Duration.ofSeconds(1),
                        0))))
        .isEqualTo(
            "https://y.openai.azure.com/openai/deployments/mine/chat/completions?api-version=v"
                + " mine mine api-key=given-in-yaml");
  }

  @Test
  void anAddressInTheSettingsIsWhatTheEnvironmentCallsIt() throws Exception {
    environment.putAll(
        Map.of(
            "AZURE_OPENAI_API_KEY",
            KEY,
            "AZURE_OPENAI_ENDPOINT",
            "https://x.openai.azure.com",
            "OLLAMA_API_BASE",
            "http://gpu.lan:11434"));
    assertThat(find(settings(null, "https://x.openai.azure.com")).provider())
        .isEqualTo(Provider.AZURE);
    assertThat(find(settings("auto", "http://gpu.lan:11434/v1")).provider())
        .isEqualTo(Provider.OLLAMA);
    assertThat(find(settings(null, "http://gpu.lan:8080/v1")).provider())
        .isEqualTo(Provider.OPENAI);
  }

  @Test
  void saysWhatIsMissing() {
    expect(
        settings("openai", null),
        "OpenAI's API needs a key, and OPENAI_API_KEY is not set",
        "set OPENAI_API_KEY, or settings.llm.api_base for another server");
    expect(
        settings("azure", null),
        "provider 'azure' needs an address, and AZURE_OPENAI_ENDPOINT is not set",
        "set it to https://NAME.openai.azure.com, or settings.llm.api_base");
    expect(
        settings("azure", "https://x.openai.azure.com"),
        "provider 'azure' needs a key, and AZURE_OPENAI_API_KEY is not set",
        "set AZURE_OPENAI_API_KEY");
    environment.put("OLLAMA_API_BASE", "http://localhost:11434");
    expect(
        ApiSettings.NONE,
        "the API at http://localhost:11434/v1 needs to know which model to ask",
        "set settings.llm.model, or give --model to tea chat and tea embed");
    environment.clear();
    environment.putAll(
        Map.of("AZURE_OPENAI_API_KEY", KEY, "AZURE_OPENAI_ENDPOINT", "https://x.openai.azure.com"));
    expect(
        ApiSettings.NONE,
        "the API at https://x.openai.azure.com/ needs to know which deployment to ask",
        "set settings.llm.deployment, or AZURE_OPENAI_DEPLOYMENT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:11434", "ftp://x", "https://"})
  void refusesWhatIsNoAddress(String base) {
    expect(
        settings(null, base),
        "api_base is not an address that begins with http:// or https://",
        "give one such as http://localhost:11434/v1");
  }

  @Test
  void refusesAPasswordInTheAddress() {
    expect(
        settings(null, "https://ada:pa@x.example/v1"),
        "api_base has a user's name or password in it",
        "leave them out of the address, and set settings.llm.api_key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://10.0.0.5/v1", "http://localhost.example/v1", "http://127.example"})
  void noKeyGoesOutInClear(String base) throws Exception {
    environment.put("OPENAI_API_KEY", KEY);
    expect(
        settings(null, base),
        "the key in OPENAI_API_KEY would go to "
            + Endpoint.shown(okhttp3.HttpUrl.get(base))
            + " without encryption",
        "use https://; if the server needs no key, set settings.llm.api_key to \"\"");
    ApiSettings without =
        new ApiSettings(null, base, "", "m", null, null, Duration.ofSeconds(1), 0);
    assertThat(find(without).key()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:1/v1", "http://127.1.2.3/v1", "http://[::1]:8080/v1"})
  void thisMachineMayHearIt(String base) throws Exception {
    environment.put("OPENAI_API_KEY", KEY);
    assertThat(find(settings(null, base)).key()).isNotNull();
  }

  @Test
  void aKeyThatNoHeaderCanHoldIsRefusedWithoutItsText() {
    environment.put("OPENAI_API_KEY", "sec ret");
    expect(
        ApiSettings.NONE,
        "the key in OPENAI_API_KEY has a space, or a character that is not ASCII",
        "copy it again from the page of the API");
  }

  @Test
  void aShortKeyIsRedactedWhereItStandsAlone() throws Exception {
    ApiKey key = ApiKey.of("none", "api_key");
    assertThat(ApiKey.redacted("none of (none), nonesuch, sk-12345678", key))
        .isEqualTo("[key] of ([key]), nonesuch, [key]");
    assertThat(key).hasToString("key from api_key");
  }

  @Test
  void theSameSettingsGiveTheSameBackend() throws Exception {
    var api = new OpenAiApi(environment, _ -> {});
    var one = api.open(settings(null, "http://localhost:1/v1")).orElseThrow();
    assertThat(api.open(settings(null, "http://localhost:1/v1")).orElseThrow()).isSameAs(one);
    assertThat(api.open(settings(null, "http://localhost:2/v1")).orElseThrow()).isNotSameAs(one);
    assertThat(one).hasToString("the API at http://localhost:1/v1");
  }

  private Endpoint find(ApiSettings settings) throws ModelException {
    return new Endpoints(environment).find(settings).orElseThrow();
  }

  private void expect(ApiSettings settings, String what, String fix) {
    ModelException e = catchThrowableOfType(ModelException.class, () -> find(settings));
    assertThat(e).hasMessage(what);
    assertThat(e.fix()).isEqualTo(fix);
  }

  private static ApiSettings model(String model) {
    return new ApiSettings(null, null, null, model, null, null, Duration.ofSeconds(1), 0);
  }

  private static ApiSettings settings(String provider, String base) {
    return new ApiSettings(provider, base, null, "m", null, null, Duration.ofSeconds(1), 0);
  }

  private static String shown(Endpoint endpoint) {
    Request request = endpoint.request("chat/completions").build();
    var shown =
        new StringBuilder(request.url() + " " + endpoint.model() + " " + endpoint.embeddingModel());
    for (String name : new String[] {"Authorization", "api-key"}) {
      if (request.header(name) != null) {
        shown.append(" ").append(name).append("=").append(request.header(name));
      }
    }
    return shown.toString();
  }
}
