package dev.edgeagent.cli.chat;

import java.io.IOException;

/** Where the messages of a conversation come from. */
public interface Messages extends AutoCloseable {

  /** What comes next. */
  sealed interface Next {

    /**
     * A message or a command, as it was typed.
     *
     * @param typed complete, as {@link MessageText} has it
     */
    record Typed(String typed) implements Next {}

    /** Ctrl-C took back what was typed so far. */
    record TakenBack() implements Next {}

    /** Nothing more: the end of the file, or Ctrl-D. */
    record End() implements Next {}

    /** Ctrl-C, with nothing typed that it could take back. */
    record Interrupted() implements Next {}
  }

  /** Waits for what comes next. */
  Next next() throws IOException;

  /**
   * What Ctrl-C does until the result is closed; where it has no meaning of its own, it ends the
   * process.
   */
  Interrupts onInterrupt(Runnable stop);

  /** Ctrl-C has its usual meaning again once this is closed. */
  @FunctionalInterface
  interface Interrupts extends AutoCloseable {
    @Override
    void close();
  }

  @Override
  void close() throws IOException;
}
