package dev.edgeagent.llm.llamacpp;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** Finds C functions by name and binds them to their signatures. */
@SuppressWarnings("restricted") // native code is what this package is for
final class NativeFunctions {

  private static final Linker LINKER = Linker.nativeLinker();

  private final SymbolLookup symbols;

  private NativeFunctions(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /** The C library's. */
  static NativeFunctions ofCLibrary() {
    return new NativeFunctions(LINKER.defaultLookup());
  }

  /**
   * Those of one library and of the libraries that it needs: another llama.cpp in this process,
   * such as de.kherud's, has functions of the same names and another layout.
   *
   * @param library that is loaded already
   */
  static NativeFunctions of(Path library) {
    return new NativeFunctions(SymbolLookup.libraryLookup(library, Arena.global()));
  }

  MethodHandle bind(String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(address(name), FunctionDescriptor.of(result, arguments));
  }

  MethodHandle bindVoid(String name, MemoryLayout... arguments) {
    return LINKER.downcallHandle(address(name), FunctionDescriptor.ofVoid(arguments));
  }

  private MemorySegment address(String name) {
    return symbols
        .find(name)
        .orElseThrow(
            () -> new IllegalStateException("the native libraries have no function " + name));
  }

  /** A native call throws nothing that is declared: whatever comes is a bug of the binding. */
  static RuntimeException bug(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("native call failed", thrown);
  }
}
