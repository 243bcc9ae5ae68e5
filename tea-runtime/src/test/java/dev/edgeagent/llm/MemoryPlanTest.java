package dev.edgeagent.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of llama.cpp 0.5.0's own log, for files of the shapes of the released models. */
class MemoryPlanTest {

  private static final long MIB = 1 << 20;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "phi4, 4096, f16, 512",
    "phi4, 8192, f16, 1024",
    "phi4, 131072, f16, 16384",
    "phi4, 4096, q8_0, 272",
    "gemma3, 8192, f16, 54",
    "gemma3, 32768, f16, 150",
    "gemma3, 8192, f32, 108",
    "gemma3, 8192, bf16, 54",
    "gemma3n, 8192, f16, 96",
    "gemma3n, 32768, f16, 288",
  })
  void knowsTheKvCacheExactly(String model, int context, String type, long mib) throws Exception {
    assertThat(MemoryPlan.of(model(model), context, KvType.of(type), false).kvCache())
        .isEqualTo(mib * MIB);
  }

  @ParameterizedTest
  @CsvSource({"gemma3, q8_0, 30081024", "gemma3, q4_0, 15925248"})
  void countsTheBlocksOfQuantisedCaches(String model, String type, long bytes) throws Exception {
    assertThat(MemoryPlan.of(model(model), 8192, KvType.of(type), false).kvCache())
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "phi4, 4096, 512, 70.01",
    "phi4, 131072, 512, 194.01",
    "phi4, 8192, 128, 18.50",
    "gemma3, 4096, 512, 54.27",
    "gemma3, 32768, 512, 82.27",
    "gemma3, 8192, 32, 3.63",
    "gemma3n, 4096, 512, 156.02",
    "gemma3n, 32768, 512, 184.02",
    "gemma3n, 8192, 128, 39.94",
  })
  void estimatesTheComputeBufferWithinATenth(
      String model, int context, int batchTokens, double measuredMib) throws Exception {
    MemoryPlan plan = MemoryPlan.of(model(model), context, KvType.F16, false, batchTokens);
    // Two rows of logits: llama.cpp logs the second one as its output buffer, 1 MiB.
    assertThat(plan.compute() / (double) MIB)
        .isBetween(measuredMib, measuredMib * 1.1 + 2)
        .isCloseTo(measuredMib, within(measuredMib * 0.1 + 2));
  }

  @Test
  void asksForTheLargestContextThatFits() throws Exception {
    GgufFile phi = model("phi4");
    long atLeast = MemoryPlan.of(phi, 6144, KvType.F16, false).total();
    assertThat(MemoryPlan.largestContext(phi, KvType.F16, false, atLeast)).isEqualTo(6144);
    assertThat(MemoryPlan.largestContext(phi, KvType.F16, false, atLeast - 1)).isEqualTo(5888);
    assertThat(MemoryPlan.largestContext(phi, KvType.Q8_0, false, atLeast)).isGreaterThan(10_000);
    assertThat(MemoryPlan.largestContext(phi, KvType.F16, false, Long.MAX_VALUE)).isEqualTo(131072);
    assertThat(MemoryPlan.largestContext(phi, KvType.F16, false, 100 * MIB)).isZero();
  }

  @Test
  void countsWhatRepackingCopies() throws Exception {
    var gguf = shape("phi4");
    gguf.tensor("token_embd.weight", new float[64], 8, 8);
    assertThat(open(gguf).repackable()).isZero();
    assertThat(MemoryPlan.of(open(gguf), 4096, KvType.F16, true).repacked()).isZero();
    var plan = new MemoryPlan(5, 4, 3, 2, 1);
    assertThat(plan.total()).isEqualTo(15);
    assertThat(plan)
        .hasToString(
            "weights 1 MiB, KV cache 1 MiB, computing 1 MiB, repacked weights 1 MiB, Java 1 MiB");
  }

  private GgufFile model(String name) throws Exception {
    return open(shape(name));
  }

  private GgufFile open(GgufWriter gguf) throws Exception {
    return GgufFile.open(Files.write(directory.resolve("model.gguf"), gguf.bytes()), null);
  }

  private static GgufWriter shape(String name) {
    return switch (name) {
      case "phi4" ->
          shape("phi3", 131072, 3072, 32, 8192, 24, 8, 200064)
              .with("phi3.rope.scaling.original_context_length", 4096)
              .with("phi3.attention.sliding_window", 262144);
      case "gemma3" -> heads(shape("gemma3", 32768, 1152, 26, 6912, 4, 1, 262144));
      default ->
          heads(shape("gemma3n", 32768, 2048, 35, 16384, 8, 2, 262144))
              .with("gemma3n.altup.num_inputs", 4)
              .with("gemma3n.embedding_length_per_layer_input", 256)
              .with("gemma3n.attention.shared_kv_layers", 15f);
    };
  }

  private static GgufWriter shape(
      String arch, int context, int width, int layers, int ff, int heads, int kv, int vocabulary) {
    String[] tokens = new String[vocabulary];
    java.util.Arrays.fill(tokens, "");
    return new GgufWriter()
        .with("general.architecture", arch)
        .with(arch + ".context_length", context)
        .with(arch + ".embedding_length", width)
        .with(arch + ".block_count", layers)
        .with(arch + ".feed_forward_length", ff)
        .with(arch + ".attention.head_count", heads)
        .with(arch + ".attention.head_count_kv", kv)
        .with("tokenizer.ggml.tokens", tokens);
  }

  private static GgufWriter heads(GgufWriter gemma) {
    for (String arch : new String[] {"gemma3", "gemma3n"}) {
      gemma
          .with(arch + ".attention.key_length", 256)
          .with(arch + ".attention.value_length", 256)
          .with(arch + ".attention.sliding_window", 512);
    }
    return gemma;
  }
}
