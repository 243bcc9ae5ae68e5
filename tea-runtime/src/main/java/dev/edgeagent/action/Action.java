package dev.edgeagent.action;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a node can run: {@code uses: NAME}. */
public interface Action {

  /** Such as {@code llm.chat}. */
  String name();

  /**
   * The key of the result that matters most: what {@code state.NODE} becomes for a node with {@code
   * action} and no {@code outputs}. Null if it is the whole result.
   */
  default @Nullable String mainKey() {
    return null;
  }

  /**
   * @param params the node's parameters, templates rendered
   * @return the result's keys and values, of the types that JSON has
   * @throws ActionException if it cannot do what it is asked to; what the reference reports as data
   *     ({@code success: false}) is a result
   */
  Map<String, Object> run(Params params, ActionContext context) throws ActionException;
}
