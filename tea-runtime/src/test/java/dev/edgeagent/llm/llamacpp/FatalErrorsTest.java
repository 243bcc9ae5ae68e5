package dev.edgeagent.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgeagent.llm.GgufParts;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.LocalModels;
import dev.edgeagent.llm.ModelException;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens where llama.cpp calls {@code abort()}: this process must not end. */
@Timeout(60)
class FatalErrorsTest {

  private static final int STRING = 8;
  private static final int ARRAY = 9;

  @TempDir Path directory;

  @Test
  void anAssertionThatFailsIsAnErrorOfThatModelAlone() throws Exception {
    Path bad = Files.write(directory.resolve("bad.gguf"), withEqualTokens());
    Path good = Files.write(directory.resolve("good.gguf"), TinyPhi.bytes(4096));
    var engine = new LlamaCppEngine(Path.of(System.getProperty("tea.natives")), _ -> {});
    try (var models = new LocalModels(engine, null)) {
      LlmBackend other = models.get(good, LoadSettings.AUTO);
      for (int i = 0; i < 2; i++) { // the second time it is known, and costs no other thread
        ModelException e =
            catchThrowableOfType(ModelException.class, () -> models.get(bad, LoadSettings.AUTO));
        assertThat(e)
            .hasMessageMatching(
                "model bad.gguf: llama.cpp gave up: llama-vocab.cpp:[0-9]+:"
                    + " GGML_ASSERT\\(id_to_token.size\\(\\) == token_to_id.size\\(\\)\\) failed");
        assertThat(e.fix()).startsWith("compare the file's SHA-256 with the publisher's; ");
      }
      assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
          .containsOnlyOnce("model bad.gguf");
      assertThat(other.complete("Hello", LlmCallParams.DEFAULT.withMaxTokens(3)).content())
          .isNotNull();
    }
  }

  private static byte[] withEqualTokens() {
    var tokens = new ByteArrayOutputStream();
    tokens.writeBytes(GgufParts.u32(STRING));
    tokens.writeBytes(GgufParts.u64(TinyTokenizer.TOKENS));
    for (int i = 0; i < TinyTokenizer.TOKENS; i++) {
      tokens.writeBytes(GgufParts.text("a"));
    }
    return new GgufParts(TinyPhi.bytes(4096))
        .with("tokenizer.ggml.tokens", ARRAY, tokens.toByteArray())
        .bytes();
  }
}
