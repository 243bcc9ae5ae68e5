package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * llama.cpp's log: kept away from stderr, the last errors kept for messages, all of it given to
 * whoever wants it. Each thread has lines and errors of its own, as models may load at the same
 * time.
 */
@SuppressWarnings("restricted") // native code is what this package is for
final class NativeLog {

  private static final int ERROR = 4;
  private static final int CONTINUED = 5;
  private static final int KEPT_ERRORS = 8;
  private static final int MAX_TEXT_BYTES = 1 << 16;

  private volatile Consumer<String> verbose;
  private final ThreadLocal<Lines> lines = ThreadLocal.withInitial(Lines::new);

  /** What one thread has logged. */
  private static final class Lines {
    private final Deque<String> errors = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();
    private boolean isError;
  }

  NativeLog(Consumer<String> verbose) {
    this.verbose = verbose;
  }

  /** Makes this the log of the process, which it stays until the end. */
  void install(NativeFunctions functions) {
    MethodHandle logSet = functions.bindVoid("llama_log_set", ADDRESS, ADDRESS);
    try {
      MethodHandle target =
          MethodHandles.lookup()
              .bind(
                  this,
                  "log",
                  MethodType.methodType(
                      void.class, int.class, MemorySegment.class, MemorySegment.class));
      MemorySegment callback =
          Linker.nativeLinker()
              .upcallStub(
                  target, FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS), Arena.global());
      logSet.invokeExact(callback, MemorySegment.NULL);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** Gives the lines to another from now on. */
  void tell(Consumer<String> listener) {
    verbose = listener;
  }

  /** This thread's errors since its last call, oldest first, in one line; empty if none. */
  String takeErrors() {
    Deque<String> errors = lines.get().errors;
    String text = String.join("; ", errors);
    errors.clear();
    return text;
  }

  /**
   * Called from C, with fragments of lines, from any thread. An exception here would end the
   * process.
   */
  @SuppressWarnings("unused") // bound by name
  private void log(int level, MemorySegment text, MemorySegment userData) {
    try {
      Lines own = lines.get();
      if (level != CONTINUED) {
        own.isError = level >= ERROR;
      }
      StringBuilder line = own.line;
      line.append(text.reinterpret(MAX_TEXT_BYTES).getString(0));
      for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
        String whole = line.substring(0, end).strip();
        line.delete(0, end + 1);
        accept(whole, own);
      }
    } catch (Throwable t) {
      lines.remove();
    }
  }

  private void accept(String whole, Lines own) {
    if (whole.isEmpty()) {
      return;
    }
    verbose.accept("llama.cpp: " + whole);
    if (own.isError) {
      own.errors.addLast(whole);
      if (own.errors.size() > KEPT_ERRORS) {
        own.errors.removeFirst();
      }
    }
  }
}
