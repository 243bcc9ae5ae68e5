package dev.edgeagent.cli.chat;

import dev.edgeagent.llm.LlmResult;
import dev.edgeagent.llm.Usage;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code /stats} tells: of the last answer, and of all. */
final class ChatStats {

  private @Nullable LlmResult last;
  private double loadMs;
  private long promptTokens;
  private long answerTokens;

  void add(LlmResult result) {
    last = result;
    Double load = result.timings().loadMs();
    loadMs += load == null ? 0 : load;
    promptTokens += result.usage().promptTokens();
    answerTokens += result.usage().completionTokens();
  }

  /** Nothing of the conversation is in the context any more. */
  void reset() {
    last = null;
  }

  /**
   * @param model what answers
   * @param answers of the conversation
   * @param contextTokens that were asked for; 0 if the engine chooses
   */
  String text(String model, int answers, int contextTokens) {
    var text = new StringBuilder();
    text.append("model    ").append(model);
    if (loadMs > 0) {
      text.append(String.format(Locale.ROOT, ", loaded in %.1f s", loadMs / 1000));
    }
    text.append("\nanswers  ").append(answers).append('\n');
    LlmResult result = last;
    if (result != null) {
      Usage usage = result.usage();
      Map<String, @Nullable Object> timings = result.timings().asMap();
      text.append("last     read ")
          .append(result.timings().promptTokens())
          .append(" of ")
          .append(usage.promptTokens())
          .append(" prompt tokens")
          .append(rate(timings.get("prompt_per_second")))
          .append(", made ")
          .append(usage.completionTokens())
          .append(" tokens")
          .append(rate(timings.get("predicted_per_second")))
          .append('\n');
    }
    text.append("all      ")
        .append(promptTokens)
        .append(" prompt tokens, ")
        .append(answerTokens)
        .append(" made\n");
    text.append("context  ").append(result == null ? 0 : result.usage().totalTokens());
    return text.append(" tokens used")
        .append(contextTokens > 0 ? " of " + contextTokens : "")
        .append('\n')
        .toString();
  }

  private static String rate(@Nullable Object perSecond) {
    return perSecond == null ? "" : " at " + perSecond + "/s";
  }
}
