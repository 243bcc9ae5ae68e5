package dev.edgeagent.cli.chat;

import java.io.PrintStream;
import java.util.function.Consumer;

/** Where a conversation appears: answers on stdout, all else on stderr. */
public final class ChatOutput {

  private final PrintStream out;
  private final PrintStream err;
  private final Consumer<String> status;
  private final boolean isTerminal;

  /**
   * @param status replaces the line that says what is going on; empty for none
   * @param isTerminal whether what is on {@code out} could control a terminal
   */
  public ChatOutput(PrintStream out, PrintStream err, Consumer<String> status, boolean isTerminal) {
    this.out = out;
    this.err = err;
    this.status = status;
    this.isTerminal = isTerminal;
  }

  /** Text that a command was asked for. */
  void tell(String text) {
    err.print(text);
    err.flush();
  }

  /** A remark on an answer, for people. */
  void note(String text) {
    tell("(" + text + ")\n");
  }

  void fail(String what, String fix) {
    tell("tea: " + what + "\n  Fix: " + fix + "\n");
  }

  /** Begins an answer. */
  Shown answer() {
    return new Shown();
  }

  /** An answer as it appears. */
  final class Shown implements AutoCloseable {
    private final Waiting waiting = new Waiting(status, "reading");
    private char last = '\n';
    private boolean isEmpty = true;

    /** Takes the next piece, on whatever thread. */
    synchronized void show(String piece) {
      waiting.close();
      out.print(isTerminal ? harmless(piece) : piece);
      out.flush();
      isEmpty = false;
      last = piece.charAt(piece.length() - 1);
    }

    /** The answer is whole: it ends with a line's end. */
    synchronized void end() {
      waiting.close();
      if (!isEmpty && last != '\n') {
        out.print('\n');
        out.flush();
        last = '\n';
      }
    }

    /** As {@link #end}, for one that failed. */
    @Override
    public void close() {
      end();
    }
  }

  /** Without what would control the terminal. */
  private static String harmless(String text) {
    var harmless = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
        .forEach(harmless::appendCodePoint);
    return harmless.toString();
  }
}
