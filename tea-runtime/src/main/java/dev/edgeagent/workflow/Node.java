package dev.edgeagent.workflow;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a workflow.
 *
 * @param name unique in the workflow
 * @param body what it does
 * @param gotos where to go from here, tried in order; empty if edges or the order of the file
 *     decide
 * @param failure what becomes of an error in it
 * @param interrupt whether the run stops here to be resumed
 */
public record Node(
    String name,
    Body body,
    List<Goto> gotos,
    Failure failure,
    Interrupt interrupt,
    Position position) {

  public Node {
    gotos = List.copyOf(gotos);
  }

  /**
   * A rule of a node's {@code goto}.
   *
   * @param condition an expression; null for always
   * @param to a node's name or {@link Workflow#END}
   */
  public record Goto(@Nullable String condition, String to, Position position) {}

  /** Where a run stops, to be looked at and resumed. */
  public enum Interrupt {
    NONE,
    BEFORE,
    AFTER
  }

  /**
   * What becomes of an error in a node: it is tried again, then another node takes over, or the
   * error goes into the state, or the run fails.
   *
   * @param retry how often it is tried again; null for not at all
   * @param fallback the node that takes over; null if none does
   * @param graceful whether the run goes on with the error as {@code state.__error__}
   * @param timeout after which it counts as failed; null for never
   */
  public record Failure(
      @Nullable Retry retry,
      @Nullable Target fallback,
      boolean graceful,
      @Nullable Duration timeout) {

    /** The run fails. */
    public static final Failure RAISE = new Failure(null, null, false, null);

    /** Whether the run goes on after an error. */
    public boolean isHandled() {
      return fallback != null || graceful;
    }
  }

  /**
   * How a node is tried again.
   *
   * @param times after the first time
   * @param baseDelayMs milliseconds before the first of them
   * @param maxDelayMs the longest pause, in milliseconds
   * @param multiplier of the pause from time to time
   * @param jitter whether each pause is a random part, at least half, of that
   */
  public record Retry(
      int times, long baseDelayMs, long maxDelayMs, double multiplier, boolean jitter) {}
}
