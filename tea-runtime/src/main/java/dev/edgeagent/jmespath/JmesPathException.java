package dev.edgeagent.jmespath;

/** The expression is none, or cannot be applied to the data. */
public final class JmesPathException extends Exception {
  private static final long serialVersionUID = 1;

  JmesPathException(String what) {
    super(what);
  }

  /**
   * @param position in the expression, in UTF-16 units from 0
   */
  JmesPathException(String what, int position) {
    super(what + " at column " + (position + 1));
  }
}
