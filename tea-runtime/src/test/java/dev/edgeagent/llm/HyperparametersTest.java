package dev.edgeagent.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers that no model has, by the key that says them. */
class HyperparametersTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          block_count                  | 0     | block_count is 0, not from 1 to 512
          block_count                  | 70000 | block_count is 70000, not from 1 to 512
          nextn_predict_layers         | 2     | nextn_predict_layers is 2, not from 0 to 1
          expert_used_count            | 2     | expert_used_count is 2, not from 0 to 0
          expert_count                 | 8     | expert_used_count is 0, not from 1 to 8
          attention.head_count_kv      | 3     | attention.head_count is 4, not a multiple of head_count_kv, 3
          attention.head_count         | 0     | attention.head_count_kv is 2, not from 0 to 0
          attention.key_length         | 0     | attention.key_length is 0, not from 1 to 4096
          rope.dimension_count         | 0     | rope.dimension_count is 0, not from 1 to 16
          rope.dimension_count         | 17    | rope.dimension_count is 17, not from 1 to 16
          embedding_length_out         | -1    | embedding_length_out is 4294967295, not from 0 to 16777216
          context_length               | -1    | context_length is 4294967295, not from 0 to 2147483647
          """)
  void saysWhichNumberIsWrong(String key, int value, String what) throws Exception {
    assertProblem(key, value, what);
  }

  @Test
  void saysWhichOtherValueIsWrong() throws Exception {
    assertProblem("rope.freq_base", Float.NaN, "a.rope.freq_base is NaN");
    assertProblem(
        "attention.layer_norm_rms_epsilon", -1f, "a.attention.layer_norm_rms_epsilon is -1.0");
    assertProblem(
        "rope.scaling.type",
        "bogus",
        "rope.scaling.type is 'bogus', not one of none, linear, yarn, longrope");
  }

  @Test
  void wantsAValueForEachToken() throws Exception {
    GgufWriter gguf =
        model()
            .with("tokenizer.ggml.tokens", new String[] {"a", "b", "c"})
            .with("tokenizer.ggml.scores", new float[2]);
    assertThat(problem(gguf))
        .hasMessage(
            "model m.gguf (a) cannot be right: tokenizer.ggml.scores has 2 values of type 6 for a"
                + " vocabulary of 3");
  }

  @Test
  void takesWhatIsRight() throws Exception {
    assertThat(problem(model())).isNull();
    assertThat(problem(model().with("a.rope.dimension_count", 0).with("a.ssm.state_size", 16)))
        .isNull();
    assertThat(problem(new GgufWriter().with("general.architecture", "unknown"))).isNull();
  }

  private void assertProblem(String key, Object value, String what) throws Exception {
    assertThat(problem(model().with("a." + key, value)))
        .hasMessage("model m.gguf (a) cannot be right: " + what);
  }

  private static GgufWriter model() {
    return new GgufWriter()
        .with("general.architecture", "a")
        .with("a.block_count", 2)
        .with("a.embedding_length", 64)
        .with("a.attention.head_count", 4)
        .with("a.attention.head_count_kv", 2);
  }

  private ModelException problem(GgufWriter gguf) throws Exception {
    Path file = Files.write(directory.resolve("m.gguf"), gguf.bytes());
    return catchThrowableOfType(
        ModelException.class, () -> GgufFile.open(file, null).requireSaneArchitecture());
  }
}
