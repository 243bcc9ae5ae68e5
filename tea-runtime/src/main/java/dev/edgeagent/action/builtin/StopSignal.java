package dev.edgeagent.action.builtin;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** {@code kill(pid, SIGSTOP)}, which Java has no method for. Elsewhere than on Linux it is none. */
@SuppressWarnings("restricted") // one function of the C library
final class StopSignal {

  /** On Linux, x86-64 and aarch64. */
  private static final int SIGSTOP = 19;

  private static final Optional<MethodHandle> KILL =
      System.getProperty("os.name").equals("Linux")
          ? Linker.nativeLinker()
              .defaultLookup()
              .find("kill")
              .map(
                  address ->
                      Linker.nativeLinker()
                          .downcallHandle(
                              address, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT)))
          : Optional.empty();

  private StopSignal() {}

  /** Holds a process up; one that has ended already is no error. */
  static void send(ProcessHandle process) {
    if (KILL.isPresent()) {
      try {
        int ignored = (int) KILL.get().invokeExact((int) process.pid(), SIGSTOP);
      } catch (Throwable t) {
        throw new IllegalStateException("kill() failed", t);
      }
    }
  }
}
