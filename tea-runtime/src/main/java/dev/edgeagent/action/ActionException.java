package dev.edgeagent.action;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An action cannot do what it is asked to, for a reason that the user can repair. */
public final class ActionException extends Exception {
  private static final long serialVersionUID = 1;

  private final String fix;
  private final boolean retryable;
  private @Nullable String parameter;
  private transient @Nullable Choice choice;

  /**
   * A word that is not known.
   *
   * @param given what is there
   * @param known the words that may be
   */
  public record Choice(String given, List<String> known) {
    public Choice {
      known = List.copyOf(known);
    }
  }

  /**
   * @param what what is wrong, with the parameter it is wrong with
   * @param fix what to do about it
   */
  public ActionException(String what, String fix) {
    this(what, fix, null);
  }

  /** As above, with the failure below it, for {@code --verbose}. */
  public ActionException(String what, String fix, @Nullable Throwable cause) {
    this(what, fix, cause, false);
  }

  private ActionException(String what, String fix, @Nullable Throwable cause, boolean retryable) {
    super(what, cause);
    this.fix = fix;
    this.retryable = retryable;
  }

  /**
   * One that may be gone if the same is tried again: a server that is busy, a connection that
   * broke.
   */
  public static ActionException temporary(String what, String fix, @Nullable Throwable cause) {
    return new ActionException(what, fix, cause, true);
  }

  /** One about a parameter that is none of the words that it may be. */
  public static ActionException unknownWord(String parameter, String given, List<String> known) {
    return new ActionException(
            "parameter '%s' must be one of %s, got '%s'"
                .formatted(parameter, String.join(", ", known), given),
            "use one of: " + String.join(", ", known))
        .about(parameter)
        .near(given, known);
  }

  /** The same; if what is given is close to a word that is known, that is what to do about it. */
  public ActionException near(String given, Collection<String> known) {
    choice = new Choice(given, List.copyOf(known));
    return this;
  }

  /**
   * The same, about the value of a parameter, which is where people are sent.
   *
   * @param name the parameter's own; null if it is about none
   */
  public ActionException about(@Nullable String name) {
    parameter = name;
    return this;
  }

  /** The parameter whose value is wrong; null if it is not a parameter's. */
  public @Nullable String parameter() {
    return parameter;
  }

  /** Null if it is not about a word that may be one of a few. */
  public @Nullable Choice choice() {
    return choice;
  }

  /** What to do about it. */
  public String fix() {
    return fix;
  }

  /** Whether trying again, with nothing changed, may succeed. */
  public boolean isRetryable() {
    return retryable;
  }
}
