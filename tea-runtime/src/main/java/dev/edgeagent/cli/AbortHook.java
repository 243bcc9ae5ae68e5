package dev.edgeagent.cli;

import java.util.concurrent.locks.LockSupport;

/** Does something when Ctrl-C or SIGTERM ends the process, as long as this is not closed. */
final class AbortHook implements AutoCloseable {

  private final Thread hook;

  AbortHook(Runnable last) {
    hook = new Thread(last, "abort");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Returns only if the process goes on: what comes next is not to be written half. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) { // it is running, and the process ends after it
      while (true) {
        LockSupport.park(this);
      }
    }
  }
}
