package dev.edgeagent.cli.doctor;

import dev.edgeagent.llm.ApiSettings;
import dev.edgeagent.llm.BackendChoice;
import dev.edgeagent.llm.Backends;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.LlmBackend;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.LoadSettings;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.SamplingParams;
import java.util.List;
import java.util.Locale;

/** Whether the local model really answers. */
public final class LoadCheck {

  private static final BackendChoice LOCAL =
      new BackendChoice("local", null, null, LoadSettings.AUTO, ApiSettings.NONE);

  private LoadCheck() {}

  /** Loads the model and makes one token. */
  public static Finding of(Backends backends) throws InterruptedException {
    try {
      long start = System.nanoTime();
      LlmBackend backend = backends.select(LOCAL);
      double loaded = (System.nanoTime() - start) / 1e9;
      LlmResult result =
          backend.chat(
              List.of(new ChatMessage("user", "Hello")),
              LlmCallParams.DEFAULT.withSampling(SamplingParams.greedy()).withMaxTokens(1));
      double all = (System.nanoTime() - start) / 1e9;
      return Finding.ok(
          "load",
          String.format(
              Locale.ROOT,
              "%s is loaded in %.1f s, its first token is there after %.1f s",
              result.model(),
              loaded,
              all));
    } catch (ModelException e) {
      return Finding.problem("load", String.valueOf(e.getMessage()), e.fix());
    }
  }
}
