import dev.edgeagent.llm.ContextSettings;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.SamplingParams;
import dev.edgeagent.llm.llamacpp.LlamaCppEngine;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The same as llama-bench.c, through tea's engine: {@code java bench/LlamaBench.java LIBRARIES
 * MODEL TOKENS THREADS N_CTX RUNS < PROMPT}.
 */
final class LlamaBench {

  public static void main(String[] args) throws Exception {
    String prompt = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    int runs = Integer.parseInt(args[5]);
    var settings =
        new ContextSettings(
            Integer.parseInt(args[4]), Integer.parseInt(args[3]), 512, KvType.F16, null);
    LlmCallParams params =
        LlmCallParams.DEFAULT
            .withSampling(SamplingParams.greedy())
            .withMaxTokens(Integer.parseInt(args[2]))
            .withContext(settings);
    var engine = new LlamaCppEngine(Path.of(args[0]).toAbsolutePath(), _ -> {});
    try (LlmBackend model = engine.load(GgufFile.open(Path.of(args[1]), null), LoadSettings.AUTO)) {
      for (int run = 0; run <= runs; run++) {
        // What was read before is not kept: another text comes between.
        model.complete("0", params.withMaxTokens(1));
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        LlmResult result = model.complete(prompt, params);
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        LlmResult.Timings timings = result.timings();
        if (run > 0) {
          System.out.printf(
              "%.3f %.3f %d %d %.4f%n",
              timings.promptTokens() * 1000.0 / timings.promptMs(),
              timings.predictedTokens() * 1000.0 / timings.predictedMs(),
              timings.promptTokens(),
              timings.predictedTokens(),
              used / 1e6 / (timings.promptTokens() + timings.predictedTokens()));
        }
      }
    }
  }
}
