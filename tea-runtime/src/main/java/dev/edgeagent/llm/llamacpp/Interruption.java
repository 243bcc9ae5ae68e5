package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Lets an interrupt end a computation in the middle of a batch, which for a long prompt takes many
 * seconds.
 */
@SuppressWarnings("restricted") // native code is what this package is for
final class Interruption {

  private Interruption() {}

  /**
   * A {@code ggml_abort_callback} that is true when its thread is interrupted. ggml-cpu asks it
   * after each operation, on the thread that called {@code llama_decode}, never on its workers.
   */
  static MemorySegment abortCallback() {
    try {
      return Linker.nativeLinker()
          .upcallStub(
              MethodHandles.lookup()
                  .findStatic(
                      Interruption.class,
                      "isRequested",
                      MethodType.methodType(boolean.class, MemorySegment.class)),
              FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS),
              Arena.global());
    } catch (ReflectiveOperationException e) {
      throw NativeFunctions.bug(e);
    }
  }

  @SuppressWarnings("unused") // bound by name
  private static boolean isRequested(MemorySegment userData) {
    return Thread.currentThread().isInterrupted();
  }
}
