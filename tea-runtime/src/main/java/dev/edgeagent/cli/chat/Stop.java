package dev.edgeagent.cli.chat;

/**
 * Ends an answer early: at its next piece if it has begun; else, and when asked a second time, by
 * an interrupt of the thread that waits for it.
 */
final class Stop {

  private final Thread waiting;
  private boolean begun;
  private boolean requested;

  /** For an answer that this thread is about to wait for. */
  Stop() {
    waiting = Thread.currentThread();
  }

  /** Called from any thread. */
  synchronized void request() {
    if (requested || !begun) {
      waiting.interrupt();
    }
    requested = true;
  }

  synchronized boolean isRequested() {
    return requested;
  }

  /** A piece of the answer is there. */
  synchronized void begin() {
    begun = true;
  }
}
