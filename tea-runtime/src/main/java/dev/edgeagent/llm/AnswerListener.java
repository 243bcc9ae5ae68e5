package dev.edgeagent.llm;

/** Takes an answer while it is made. */
@FunctionalInterface
public interface AnswerListener {

  /** For those who want the whole answer only. */
  AnswerListener NONE = _ -> true;

  /**
   * @param piece the next characters, one or more; all pieces together are the result's content
   * @return whether to go on; if not, the answer ends here, its reason is {@code cancelled}
   */
  boolean onText(String piece);
}
