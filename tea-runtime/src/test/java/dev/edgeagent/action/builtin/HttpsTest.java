package dev.edgeagent.action.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Params;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a certificate that the server has made itself. */
class HttpsTest {

  private static final String PASSWORD = "password";

  @TempDir Path directory;

  private TestServer plain;
  private TestServer encrypted;
  private SSLContext context;
  private X509TrustManager trust;

  @BeforeEach
  void start() throws Exception {
    KeyStore keys = keys();
    var trusts = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusts.init(keys);
    trust = (X509TrustManager) trusts.getTrustManagers()[0];
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), trusts.getTrustManagers(), null);
    HttpsServer https = HttpsServer.create();
    https.setHttpsConfigurator(new HttpsConfigurator(context));
    encrypted = new TestServer(https);
    plain = new TestServer();
  }

  @AfterEach
  void stop() {
    plain.close();
    encrypted.close();
  }

  @Test
  void aCertificateThatNobodyKnowsIsRefused() {
    encrypted.at("/", 200, "text/plain", "secret");
    assertThatThrownBy(
            () ->
                HttpAction.get()
                    .run(
                        new Params(Map.of("url", "https://" + encrypted.host() + "/")),
                        TestContext.of(directory, true, false)))
        .isInstanceOfSatisfying(ActionException.class, e -> assertThat(e.isRetryable()).isFalse())
        .hasMessageStartingWith(
            "GET https://%s/: no encrypted connection to %s: "
                .formatted(encrypted.host(), encrypted.host()));
    assertThat(encrypted.seen).isEmpty();
  }

  @Test
  void redirectsLeadFromHttpToHttpsButNotBack() throws Exception {
    OkHttpClient client =
        HttpClient.shared()
            .newBuilder()
            .sslSocketFactory(context.getSocketFactory(), trust)
            .build();
    String https = "https://" + encrypted.host();
    encrypted.at("/safe", 200, "text/plain", "yes").redirect("/back", 302, plain.url("/end?k=s"));
    plain.redirect("/up", 301, https + "/safe").at("/end", 200, "text/plain", "no");
    var up = new Request.Builder().url(plain.url("/up")).build();
    try (Response response = client.newCall(up).execute()) {
      assertThat(response.body().string()).isEqualTo("yes");
    }
    var back = new Request.Builder().url(https + "/back").build();
    assertThatThrownBy(() -> client.newCall(back).execute())
        .isInstanceOf(ProtocolException.class)
        .hasMessage("it redirects from https to " + plain.url("/end?..."));
    assertThat(plain.seen).extracting(TestServer.Seen::uri).containsExactly("/up");
  }

  private KeyStore keys() throws Exception {
    Path file = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.txt").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }
}
