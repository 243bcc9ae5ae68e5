package dev.edgeagent.llm;

import java.util.concurrent.locks.LockSupport;

/** The end of a thread whose native code cannot go on, and would end the process if it returned. */
public final class LostThread {

  private LostThread() {}

  /**
   * Never returns. Calls of the model that works on this thread end with a {@link ModelException},
   * as all later ones do; what the model has of memory stays until the process ends.
   *
   * @param what what the native code says
   * @param fix what users can do about it
   */
  public static void stay(String what, String fix) {
    ModelThread.loseCurrent(what, fix);
    while (true) {
      LockSupport.park();
      boolean ignored = Thread.interrupted(); // an interrupted thread does not park
    }
  }
}
