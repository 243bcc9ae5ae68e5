package dev.edgeagent.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.llm.ModelConfig.Token;
import dev.edgeagent.llm.Sourced.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelConfigTest {

  @TempDir Path directory;

  @Test
  void tellsWhatTheFileOfTheDemoModelSays() throws Exception {
    Path file = Path.of(System.getProperty("tea.models"), "demo", "demo.gguf");

    ModelConfig demo = ModelConfig.of(GgufFile.open(file, null));

    assertThat(demo.architecture()).isEqualTo(new Sourced<>("llama", Source.METADATA));
    assertThat(demo.name()).isEqualTo(new Sourced<>("tea demo", Source.METADATA));
    assertThat(demo.family()).isEqualTo(new Sourced<>(ModelFamily.UNKNOWN, Source.DEFAULT));
    assertThat(demo.trainedContext()).isEqualTo(new Sourced<>(512L, Source.METADATA));
    assertThat(demo.chatFormat()).isEqualTo(new Sourced<>("gemma", Source.METADATA));
    assertThat(demo.bos()).contains(new Token(2, "<bos>"));
    assertThat(demo.eos()).contains(new Token(1, "<eos>"));
    assertThat(demo.parameters()).isEqualTo(new Sourced<>(1_943_232L, Source.TENSORS));
    assertThat(demo.quantisation()).isEqualTo(new Sourced<>("F16", Source.METADATA));
    assertThat(demo.sampling().toString())
        .isEqualTo(
            "{temperature=Sourced[value=0.0, source=metadata of the file],"
                + " top_k=Sourced[value=40, source=default],"
                + " top_p=Sourced[value=0.95, source=default],"
                + " min_p=Sourced[value=0.05, source=default],"
                + " repeat_penalty=Sourced[value=1.0, source=default]}");
  }

  @ParameterizedTest
  @CsvSource({
    "microsoft_Phi-4-mini-instruct-Q3_K_S.gguf, PHI,     FILE_NAME, 128000, FILE_NAME, phi,    "
        + " Q3_K_S",
    "gemma-3-1b-it-Q8_0.gguf,                   GEMMA,   FILE_NAME, 8192,   FILE_NAME, gemma,  "
        + " Q8_0",
    "gemma-3n-E4B-it-Q4_K_M.gguf,               GEMMA,   FILE_NAME, 32768,  FILE_NAME, gemma,  "
        + " Q4_K_M",
    "Llama-3.2-1B-Instruct.BF16.gguf,           LLAMA3,  FILE_NAME, 4096,   DEFAULT,   llama3, "
        + " BF16",
    "Qwen3-0.6B-IQ4_XS.gguf,                    QWEN,    FILE_NAME, 4096,   DEFAULT,   chatml, "
        + " IQ4_XS",
    "Mistral-7B-Instruct-v0.3.gguf,             MISTRAL, FILE_NAME, 4096,   DEFAULT,   mistral,"
        + " unknown",
    "stories260K.gguf,                          UNKNOWN, DEFAULT,   4096,   DEFAULT,   none,   "
        + " unknown",
  })
  void whereTheFileSaysNothingItsNameTells(
      String file,
      ModelFamily family,
      Source familyFrom,
      long context,
      Source contextFrom,
      String format,
      String quantisation)
      throws Exception {
    ModelConfig config = config(file, new GgufWriter().with("general.architecture", "other"));

    assertThat(config.family()).isEqualTo(new Sourced<>(family, familyFrom));
    assertThat(config.trainedContext()).isEqualTo(new Sourced<>(context, contextFrom));
    assertThat(config.chatFormat()).isEqualTo(new Sourced<>(format, familyFrom));
    assertThat(config.quantisation().value()).isEqualTo(quantisation);
    assertThat(config.bos()).isEmpty();
    assertThat(config.eos()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "phi3,    ,          PHI",
    "gemma3n, ,          GEMMA",
    "gemma2,  ,          GEMMA",
    "qwen3,   ,          QWEN",
    "llama,   llama-bpe, LLAMA3",
    "llama,   default,   UNKNOWN",
  })
  void metadataTellTheFamilyWhateverTheFileIsCalled(
      String architecture, String tokenizer, ModelFamily family) throws Exception {
    var gguf = new GgufWriter().with("general.architecture", architecture);
    if (tokenizer != null) {
      gguf.with("tokenizer.ggml.pre", tokenizer);
    }

    assertThat(config("model.gguf", gguf).family().value()).isEqualTo(family);
  }

  @Test
  void metadataWinOverTheName() throws Exception {
    ModelConfig config =
        config(
            "gemma-3-1b-it-Q8_0.gguf",
            new GgufWriter()
                .with("general.architecture", "phi3")
                .with("phi3.context_length", 131072)
                .with("general.file_type", 15)
                .with("general.sampling.temp", 0.25f)
                .with("tokenizer.ggml.eos_token_id", 1)
                .with("tokenizer.ggml.bos_token_id", 7)
                .with("tokenizer.ggml.tokens", new String[] {"a", "<|end|>"}));

    assertThat(config.family()).isEqualTo(new Sourced<>(ModelFamily.PHI, Source.METADATA));
    assertThat(config.trainedContext()).isEqualTo(new Sourced<>(131072L, Source.METADATA));
    assertThat(config.quantisation()).isEqualTo(new Sourced<>("Q4_K_M", Source.METADATA));
    assertThat(config.sampling().get("temperature"))
        .isEqualTo(new Sourced<Number>(0.25, Source.METADATA));
    assertThat(config.eos()).contains(new Token(1, "<|end|>"));
    assertThat(config.bos()).isEqualTo(Optional.of(new Token(7, "")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<start_of_turn>user; gemma",
        "<|start_header_id|>; llama3",
        "<|im_start|>; chatml",
        "[INST]; mistral",
        "<|user|> x <|end|>; phi",
        "<|start|>user<|end|>; own",
        "{{ messages }}; own"
      })
  void theFormatOfATemplateIsKnownByItsMarks(String template, String format) throws Exception {
    ModelConfig config =
        config("model.gguf", new GgufWriter().with("tokenizer.chat_template", template));

    assertThat(config.chatFormat()).isEqualTo(new Sourced<>(format, Source.METADATA));
  }

  private ModelConfig config(String name, GgufWriter gguf) throws Exception {
    Path file = Files.write(directory.resolve(name), gguf.bytes());
    return ModelConfig.of(GgufFile.open(file, null));
  }
}
