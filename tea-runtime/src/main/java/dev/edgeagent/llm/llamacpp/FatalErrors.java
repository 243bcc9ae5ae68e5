package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.edgeagent.llm.LostThread;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What llama.cpp does where it cannot go on: {@code GGML_ASSERT} and {@code GGML_ABORT} call {@code
 * abort()}, and a C++ exception that nobody catches calls {@code std::terminate}. Both ask a
 * handler first. These never return, so that one thread is lost instead of the process.
 *
 * <p>The last resort: whatever can be known before is refused before.
 */
@SuppressWarnings("restricted") // native code is what this package is for
final class FatalErrors {

  private static final int MAX_TEXT_BYTES = 4096;
  private static final String FIX =
      "compare the file's SHA-256 with the publisher's; if it is the same, use another file of this"
          + " model: llama.cpp 0.5.0 cannot work with this one";

  private FatalErrors() {}

  /** Makes these the handlers of the process, which they stay until the end. */
  static void install(NativeFunctions functions) {
    MethodHandle onAbort = functions.bind("ggml_set_abort_callback", ADDRESS, ADDRESS);
    MethodHandle onTerminate = functions.bind("_ZSt13set_terminatePFvvE", ADDRESS, ADDRESS);
    try {
      var ignored =
          (MemorySegment)
              onAbort.invokeExact(
                  stub("aborted", MethodType.methodType(void.class, MemorySegment.class)));
      ignored =
          (MemorySegment)
              onTerminate.invokeExact(stub("terminated", MethodType.methodType(void.class)));
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  private static MemorySegment stub(String method, MethodType type)
      throws ReflectiveOperationException {
    return Linker.nativeLinker()
        .upcallStub(
            MethodHandles.lookup().findStatic(FatalErrors.class, method, type),
            type.parameterCount() == 0
                ? FunctionDescriptor.ofVoid()
                : FunctionDescriptor.ofVoid(ADDRESS),
            Arena.global());
  }

  @SuppressWarnings("unused") // bound by name
  private static void aborted(MemorySegment message) {
    String text = message.reinterpret(MAX_TEXT_BYTES).getString(0).strip();
    // It begins with where llama.cpp was built: /home/.../llama.cpp/src/llama-model.cpp:12: ...
    LostThread.stay("llama.cpp gave up: " + text.replaceFirst("^[^ ]*/", ""), FIX);
  }

  @SuppressWarnings("unused") // bound by name
  private static void terminated() {
    LostThread.stay("llama.cpp gave up: an exception that it did not expect", FIX);
  }
}
