package dev.edgeagent.graph;

import dev.edgeagent.workflow.Position;
import dev.edgeagent.workflow.WorkflowException;
import org.jspecify.annotations.Nullable;

/** A node failed; whoever runs it decides what becomes of that. */
final class NodeException extends Exception {
  private static final long serialVersionUID = 1;

  /** What kind of failure it is: {@code __error__.type} and a branch's {@code error_type}. */
  enum Kind {
    UNKNOWN_ACTION("UnknownAction"),
    TEMPLATE("TemplateError"),
    ACTION("ActionError"),
    LUA("LuaError"),
    TIMEOUT("TimeoutError"),
    LIMIT("LimitError"),
    ROUTING("RoutingError");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  private final transient Position position;
  private final Kind kind;
  private final String fix;
  private final boolean retryable;
  private int retries;
  private @Nullable String data;
  private String part = "";

  NodeException(Position position, Kind kind, String what, String fix, @Nullable Throwable cause) {
    this(position, kind, what, fix, kind == Kind.TIMEOUT, cause);
  }

  NodeException(
      Position position,
      Kind kind,
      String what,
      String fix,
      boolean retryable,
      @Nullable Throwable cause) {
    super(what, cause);
    this.position = position;
    this.kind = kind;
    this.fix = fix;
    this.retryable = retryable;
  }

  Position position() {
    return position;
  }

  Kind kind() {
    return kind;
  }

  /** What went wrong: what workflows see as data. */
  String message() {
    return data == null ? String.valueOf(getMessage()) : data;
  }

  /** The same, with another text for workflows than for people. */
  NodeException asData(String text) {
    data = text;
    return this;
  }

  /** What went wrong and in which step, without the place: what people read. */
  String what() {
    return part + getMessage();
  }

  String fix() {
    return fix;
  }

  /** Whether the same may succeed later without anybody changing anything. */
  boolean isRetryable() {
    return retryable;
  }

  /** The same, after that many further attempts. */
  NodeException after(int number) {
    retries = number;
    return this;
  }

  /** How often it was tried again before. */
  int retries() {
    return retries;
  }

  /** The same, said of a part of a node: {@code "step 'a': "}. */
  NodeException in(String outer) {
    part = outer + part;
    return this;
  }

  /** The end of the run. */
  WorkflowException of(String node) {
    return new WorkflowException(position, "node '" + node + "': " + what(), fix, this);
  }
}
