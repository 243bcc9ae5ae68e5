package dev.edgeagent.llm;

import java.util.List;

/**
 * The functions that a model may ask for in an answer.
 *
 * @param choice {@code auto}, {@code none}, {@code required}, or the name of the one to call
 */
public record Tools(List<Tool> all, String choice) {

  /** None at all. */
  public static final Tools NONE = new Tools(List.of(), "none");

  public Tools {
    all = List.copyOf(all);
  }

  public boolean isEmpty() {
    return all.isEmpty() || choice.equals("none");
  }
}
