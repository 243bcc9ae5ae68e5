package dev.edgeagent.workflow;

/**
 * A place in a file.
 *
 * @param file as the user named it
 * @param line counted from 1
 * @param column counted from 1, in characters
 */
public record Position(String file, int line, int column) {

  /** {@code chat.yaml:7:5}, which editors and terminals turn into a link. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
