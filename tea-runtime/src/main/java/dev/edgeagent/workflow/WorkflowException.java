package dev.edgeagent.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user can repair: in the workflow, in its input, or in the machine that it runs on. */
public final class WorkflowException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient @Nullable Position position;
  private final String what;
  private final String fix;
  private transient List<WorkflowException> all = List.of(this);

  /**
   * @param position where; null if it is not about a place in a file
   * @param what what is wrong, with the input it is wrong with
   * @param fix what to do about it
   */
  public WorkflowException(@Nullable Position position, String what, String fix) {
    this(position, what, fix, null);
  }

  /** As above, with the failure below it, for {@code --verbose}. */
  public WorkflowException(
      @Nullable Position position, String what, String fix, @Nullable Throwable cause) {
    super((position == null ? "" : position + ": ") + what + "\n  Fix: " + fix, cause);
    this.position = position;
    this.what = what;
    this.fix = fix;
  }

  /** The first of several, which knows them all. */
  static WorkflowException of(List<WorkflowException> all) {
    WorkflowException first = all.getFirst();
    first.all = List.copyOf(all);
    return first;
  }

  /** All that is wrong: this one, and those that were found with it. */
  public List<WorkflowException> all() {
    return all;
  }

  public @Nullable Position position() {
    return position;
  }

  public String what() {
    return what;
  }

  public String fix() {
    return fix;
  }
}
