package dev.edgeagent;

/**
 * What the user can repair. The message has two parts: what is wrong, and on its own line what to
 * do:
 *
 * <pre>
 * mksquashfs: not found in PATH
 *   Fix: apt install squashfs-tools, or give -Dtea.mksquashfs=PATH
 * </pre>
 *
 * The environment's failures (a full disk, a lost connection) are {@link java.io.IOException}s.
 */
public final class BuildFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param what where it is, what is wrong and with which input
   * @param fix what to do about it
   */
  public BuildFailure(String what, String fix) {
    super(what + "\n  Fix: " + fix);
  }
}
