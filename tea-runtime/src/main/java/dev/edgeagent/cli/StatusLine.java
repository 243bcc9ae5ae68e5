package dev.edgeagent.cli;

import java.io.PrintStream;

/** The last line of a terminal, which says what is going on; other lines go above it. */
final class StatusLine {

  /** What a terminal surely has: a longer line would wrap, and could not be erased. */
  private static final int COLUMNS = 72;

  private static final String ERASE = "\r\u001b[K";

  private final PrintStream err;
  private final boolean overwrites;
  private String shown = "";

  /**
   * @param overwrites false for a terminal that cannot erase lines, or has the events on it, too:
   *     it gets no status
   */
  StatusLine(PrintStream err, boolean overwrites) {
    this.err = err;
    this.overwrites = overwrites;
  }

  /** A line that stays. */
  synchronized void println(String line) {
    String status = shown;
    erase();
    err.println(line);
    draw(status);
    err.flush();
  }

  /** Replaces the status; empty for none. */
  synchronized void show(String status) {
    erase();
    draw(status);
    err.flush();
  }

  private void erase() {
    if (!shown.isEmpty()) {
      err.print(ERASE);
      shown = "";
    }
  }

  private void draw(String status) {
    if (overwrites && !status.isEmpty()) {
      int length = status.codePointCount(0, status.length());
      shown =
          length <= COLUMNS
              ? status
              : status.substring(0, status.offsetByCodePoints(0, COLUMNS - 1)) + "…";
      err.print(shown);
    }
  }
}
