package dev.edgeagent.llm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgeagent.llm.ModelException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentProxyTest {

  @Test
  void isTheOneOfTheScheme() throws Exception {
    var proxies =
        EnvironmentProxy.of(
            Map.of(
                "HTTPS_PROXY",
                "http://old:1",
                "https_proxy",
                "secure.example:3128",
                "ALL_PROXY",
                "socks5h://all.example"));
    assertThat(proxies.via(true, "x.example", 443).proxy().toString())
        .startsWith("HTTP @ secure.example")
        .endsWith(":3128");
    assertThat(proxies.via(false, "x.example", 80).proxy().toString())
        .startsWith("SOCKS @ all.example")
        .endsWith(":1080");
    assertThat(EnvironmentProxy.of(Map.of()).via(true, "x.example", 443)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "inside.example,443,true",
    "deep.inside.example,443,true",
    "notinside.example,443,false",
    "dotted.org,443,true",
    "www.dotted.org,443,true",
    "star.net,443,true",
    "port.example,8443,true",
    "port.example,443,false",
    "10.0.0.1,443,true",
    "localhost,443,true",
    "127.0.0.1,443,true",
    "::1,443,true",
    "outside.example,443,false"
  })
  void goesAroundItWhereTheUserSaysSo(String host, int port, boolean isDirect) throws Exception {
    var proxies =
        EnvironmentProxy.of(
            Map.of(
                "HTTPS_PROXY",
                "http://proxy:1",
                "NO_PROXY",
                "inside.example, .dotted.org *.star.net,port.example:8443,10.0.0.1"));
    assertThat(proxies.via(true, host, port) == null).isEqualTo(isDirect);
  }

  @Test
  void aStarIsEverything() throws Exception {
    var proxies = EnvironmentProxy.of(Map.of("HTTPS_PROXY", "http://proxy:1", "NO_PROXY", "*"));
    assertThat(proxies.via(true, "x.example", 443)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"https://proxy:1", "http://user:secret@bad host", "http://"})
  void refusesWhatIsNoProxyWithoutItsPassword(String text) {
    ModelException e =
        catchThrowableOfType(
            ModelException.class, () -> EnvironmentProxy.of(Map.of("HTTPS_PROXY", text)));
    assertThat(e).hasMessage("HTTPS_PROXY is not the address of a proxy").hasNoCause();
  }
}
