package dev.edgeagent.workflow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a workflow, so that all of it can be said at once. */
public final class Problems {

  /**
   * What is odd but does not keep the workflow from running.
   *
   * @param fix what to do about it; empty if the sentence says it
   * @param mistake whether it is surely not meant so, and {@code tea validate} calls it an error
   */
  public record Warning(Position position, String what, String fix, boolean mistake) {

    /** What a run comes across, for which nothing is to be advised. */
    public Warning(Position position, String what) {
      this(position, what, "", false);
    }

    /** {@code chat.yaml:7:5: warning: unknown key 'goto_' is ignored; did you mean 'goto'?} */
    @Override
    public String toString() {
      return position + ": warning: " + what + (fix.isEmpty() ? "" : "; " + fix);
    }
  }

  /** A part of the work that may find an error. */
  public interface Part<T> {
    @Nullable T get() throws WorkflowException;
  }

  private static final Comparator<Position> BY_PLACE =
      Comparator.nullsFirst(
          Comparator.comparing(Position::file)
              .thenComparingInt(Position::line)
              .thenComparingInt(Position::column));

  private final List<WorkflowException> errors = new ArrayList<>();
  private final List<Warning> warnings = new ArrayList<>();

  /** In the order of the file. */
  public List<WorkflowException> errors() {
    return errors.stream()
        .sorted(Comparator.comparing(WorkflowException::position, BY_PLACE))
        .toList();
  }

  /** In the order of the file. */
  public List<Warning> warnings() {
    return warnings.stream().sorted(Comparator.comparing(Warning::position, BY_PLACE)).toList();
  }

  public void error(WorkflowException error) {
    errors.addAll(error.all());
  }

  public void error(@Nullable Position position, String what, String fix) {
    error(new WorkflowException(position, what, fix));
  }

  public void warn(Position position, String what, String fix) {
    warnings.add(new Warning(position, what, fix, false));
  }

  /** Something that is surely not meant so, but that a run can get around. */
  public void mistake(Position position, String what, String fix) {
    warnings.add(new Warning(position, what, fix, true));
  }

  /** Does a part of the work; an error in it is kept, and gives null. */
  public <T> @Nullable T attempt(Part<T> part) {
    try {
      return part.get();
    } catch (WorkflowException e) {
      error(e);
      return null;
    }
  }

  /** {@code tea validate}: every mistake becomes an error; with {@code --strict} every warning. */
  public void becomeErrors(boolean strict) {
    for (Warning warning : warnings()) {
      if (strict || warning.mistake()) {
        warnings.remove(warning);
        error(
            warning.position(),
            warning.what(),
            warning.fix().isEmpty() ? "remove it, or leave out --strict" : warning.fix());
      }
    }
  }

  /**
   * @throws WorkflowException the first error, which knows {@linkplain WorkflowException#all the
   *     others}
   */
  public void throwIfAny() throws WorkflowException {
    if (!errors.isEmpty()) {
      throw WorkflowException.of(errors());
    }
  }
}
