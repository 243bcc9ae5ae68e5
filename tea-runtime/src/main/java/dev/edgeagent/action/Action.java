package dev.edgeagent.action;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node can run: {@code uses: NAME}.
 *
 * <p>Those of your own: implement this interface in a class with a public constructor without
 * parameters, name the class in {@code META-INF/services/dev.edgeagent.action.Action} of a JAR, and
 * give the JAR's directory to {@code tea run --actions DIR}. An action is made once for each run
 * and may be called by several threads at the same time.
 */
public interface Action {

  /** Such as {@code llm.chat}: the group and the verb, in lower case. */
  String name();

  /** One line that says what it does, for {@code tea actions}. */
  String description();

  /**
   * All that it takes. Workflows that give another parameter are warned; names in {@link
   * Parameter#aliases()} reach {@link #run} as {@link Parameter#name()}.
   */
  List<Parameter> parameters();

  /**
   * The key of the result that matters most: what {@code state.NODE} becomes for a node with {@code
   * action} and no {@code outputs}. Null if it is the whole result.
   */
  default @Nullable String mainKey() {
    return null;
  }

  /**
   * Does it. The values of {@code params} belong to the state and must not be changed.
   *
   * @param params the node's parameters, templates rendered
   * @return the result's keys and values, of the types that JSON has: String, Boolean, Long,
   *     BigInteger, Double, List, Map with String keys, null
   * @throws ActionException if it cannot do what it is asked to; what the reference reports as data
   *     ({@code success: false}) is a result
   * @throws InterruptedException if the run was ended or the node's time is up
   */
  Map<String, Object> run(Params params, ActionContext context)
      throws ActionException, InterruptedException;
}
