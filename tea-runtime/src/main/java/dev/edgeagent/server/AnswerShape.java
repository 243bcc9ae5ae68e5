package dev.edgeagent.server;

import dev.edgeagent.llm.LlmResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects of the OpenAI API that an answer is sent as. */
interface AnswerShape {

  /** The whole answer. */
  Map<String, @Nullable Object> whole(LlmResult result);

  /** The events before the first text. */
  List<Map<String, @Nullable Object>> begin();

  /** The event of a text. */
  Map<String, @Nullable Object> piece(String text);

  /** The events after the last text, without the usage. */
  List<Map<String, @Nullable Object>> end(LlmResult result);

  /** The event of the usage. */
  Map<String, @Nullable Object> usage(LlmResult result);
}
