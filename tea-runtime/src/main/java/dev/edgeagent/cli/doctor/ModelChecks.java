package dev.edgeagent.cli.doctor;

import dev.edgeagent.llm.ApiSettings;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.LlmApi;
import dev.edgeagent.llm.MemoryBudget;
import dev.edgeagent.llm.MemoryPlan;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.ModelLocator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What would answer: the local model, and an API. Nothing is loaded, nobody is asked. */
public final class ModelChecks {

  /** The context that a call gets at least, where the model was trained with as much. */
  private static final int USUAL_CONTEXT = 4096;

  private static final Pattern API_VARIABLES =
      Pattern.compile("(OPENAI|AZURE_OPENAI|OLLAMA)_[A-Z_]+");

  private final ModelLocator locator;
  private final LlmApi api;
  private final Map<String, String> environment;

  /**
   * @param environment whose names, but never values, are told
   */
  public ModelChecks(ModelLocator locator, LlmApi api, Map<String, String> environment) {
    this.locator = locator;
    this.api = api;
    this.environment = environment;
  }

  /** Reads the model's header. */
  public List<Finding> check() {
    List<Finding> findings = new ArrayList<>();
    boolean isApiThere = false;
    Finding remote;
    try {
      isApiThere = api.open(ApiSettings.NONE).isPresent();
      remote = Finding.ok("api", isApiThere ? "configured by " + names() : "not configured");
    } catch (ModelException e) {
      remote = Finding.warning("api", String.valueOf(e.getMessage()), e.fix());
    }
    addModel(findings, isApiThere);
    findings.add(remote);
    return findings;
  }

  private void addModel(List<Finding> findings, boolean isApiThere) {
    try {
      Path path = locator.locate(null, null);
      @Nullable String appImage = environment.get("APPIMAGE");
      GgufFile gguf = GgufFile.open(path, appImage == null ? null : Path.of(appImage));
      findings.add(
          Finding.ok(
              "model", path + ", " + gguf.architecture() + ", " + MemoryPlan.mib(gguf.size())));
      findings.add(fits(gguf));
    } catch (ModelException e) {
      String what = String.valueOf(e.getMessage());
      findings.add(
          isApiThere
              ? Finding.warning("model", what, e.fix())
              : Finding.problem("model", what, e.fix()));
    }
  }

  private static Finding fits(GgufFile gguf) {
    long available = MemoryBudget.available();
    int context = (int) Math.min(USUAL_CONTEXT, gguf.trainedContext().orElse((long) USUAL_CONTEXT));
    MemoryPlan plan = MemoryPlan.of(gguf, context, KvType.F16, false);
    String text =
        "a context of %d tokens takes %s (%s)"
            .formatted(context, MemoryPlan.mib(plan.total()), plan);
    if (plan.total() > available) {
      int fits = MemoryPlan.largestContext(gguf, KvType.F16, false, available);
      return Finding.problem(
          "fits",
          text + ", and there are " + MemoryPlan.mib(available),
          fits > 0 ? "set n_ctx to at most " + fits + ", or free memory" : "take a smaller model");
    }
    return Finding.ok("fits", text);
  }

  private String names() {
    return String.join(
        ", ",
        environment.keySet().stream()
            .filter(name -> API_VARIABLES.matcher(name).matches())
            .sorted()
            .toList());
  }
}
