package dev.edgeagent.llm.api;

import dev.edgeagent.llm.ModelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One try that failed, and whether there should be another one. */
final class ApiFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final ModelException error;
  private final boolean isRepeatable;
  private final @Nullable Duration wait;

  private ApiFailure(ModelException error, boolean isRepeatable, @Nullable Duration wait) {
    super(error.getMessage(), error);
    this.error = error;
    this.isRepeatable = isRepeatable;
    this.wait = wait;
  }

  /** It would fail again. */
  static ApiFailure lasting(String what, String fix, @Nullable Throwable cause) {
    return new ApiFailure(new ModelException(what, fix, cause), false, null);
  }

  /**
   * It may succeed another time, but an answer has begun already: that is for the user to decide.
   */
  static ApiFailure passing(String what, String fix, @Nullable Throwable cause) {
    return new ApiFailure(ModelException.temporary(what, fix, cause), false, null);
  }

  /**
   * The same request should be sent again.
   *
   * @param wait what the server asks for; null if it does not say
   */
  static ApiFailure repeatable(
      String what, String fix, @Nullable Throwable cause, @Nullable Duration wait) {
    return new ApiFailure(ModelException.temporary(what, fix, cause), true, wait);
  }

  ModelException error() {
    return error;
  }

  boolean isRepeatable() {
    return isRepeatable;
  }

  /** What the server asks for; null if it does not say. */
  @Nullable Duration retryAfter() {
    return wait;
  }
}
