package dev.edgeagent.llm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.EmbedResult;
import dev.edgeagent.llm.ModelException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingsTest extends ApiFixture {

  @Test
  void aVectorOfLength1ForEachTextInTheirOrder() throws Exception {
    server.then(
        200,
        "{\"model\":\"e-1\",\"data\":[{\"index\":1,\"embedding\":[0,-2]},{\"index\":0,"
            + "\"embedding\":[3,4.0]}],\"usage\":{\"prompt_tokens\":6,\"total_tokens\":6}}");
    EmbedResult result = backend().embed(List.of("a", "b"), ContextSettings.AUTO);
    assertThat(result.vectors()).containsExactly(new float[] {0.6f, 0.8f}, new float[] {0, -1});
    assertThat(result.model()).isEqualTo("e-1");
    assertThat(result.backend()).isEqualTo("api");
    assertThat(result.tokens()).isEqualTo(6);
    FakeApi.Seen seen = server.seen.take();
    assertThat(seen.target()).isEqualTo("/v1/embeddings");
    assertThat(seen.body())
        .isEqualTo("{\"model\":\"m\",\"input\":[\"a\",\"b\"],\"encoding_format\":\"float\"}");
  }

  @Test
  void triesAgain() throws Exception {
    server.then(500, "{}").then(200, "{\"data\":[{\"embedding\":[1]}]}");
    EmbedResult result = backend(settings(1)).embed(List.of("a"), ContextSettings.AUTO);
    assertThat(result.vectors()).containsExactly(new float[] {1});
    assertThat(result.model()).isEqualTo("m");
    assertThat(result.tokens()).isZero();
    assertThat(pauses).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|sends 0 embeddings for 2 texts",
        "{\"data\":[{\"embedding\":[1]}]}|sends 1 embeddings for 2 texts",
        "{\"data\":[{\"embedding\":[1]},{\"index\":0,\"embedding\":[1]}]}|sends an embedding more"
            + " than was asked for: number 0",
        "{\"data\":[{\"embedding\":[1]},{\"embedding\":[1,2]}]}|sends embeddings of different"
            + " lengths: 1 and 2",
        "{\"data\":[{\"embedding\":\"AAAA\"}]}|sends an embedding that is not a list of numbers",
        "{\"data\":[{\"embedding\":[\"x\"]}]}|sends an embedding that is not a list of numbers",
        "{\"error\":{\"message\":\"no embeddings\"}}|ended the answer with an error: no embeddings"
      })
  void refusesWhatIsNotOneForEach(String answer, String what) {
    server.then(200, answer);
    assertThat(
            catchThrowableOfType(
                ModelException.class,
                () -> backend().embed(List.of("a", "b"), ContextSettings.AUTO)))
        .hasMessage(server.base() + " " + what);
  }
}
