package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.io.DataInputStream;
import java.io.EOFException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that gives llama.cpp grammars and says what becomes of each, so that a crash is that of
 * a child. Arguments: the directory of the libraries, a model, a file of grammars (each an int of
 * bytes, and UTF-8).
 */
final class GrammarTaker {

  private GrammarTaker() {}

  public static void main(String[] arguments) throws Throwable {
    LlamaLibrary library = LlamaLibrary.load(Path.of(arguments[0]), _ -> {});
    LlamaApi api = library.api();
    var functions = NativeFunctions.of(LlamaLibrary.find(Path.of(arguments[0])));
    MethodHandle init =
        functions.bind("llama_sampler_init_grammar", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    try (Arena arena = Arena.ofConfined();
        CFile file = CFile.open(Path.of(arguments[1]), 0);
        var grammars = new DataInputStream(Files.newInputStream(Path.of(arguments[2])))) {
      MemorySegment model = api.modelLoadFromFilePtr(file.pointer(), api.modelDefaultParams(arena));
      MemorySegment vocab = api.modelGetVocab(model);
      MemorySegment root = arena.allocateFrom("root");
      while (true) {
        byte[] grammar = next(grammars);
        if (grammar.length == 0) {
          return;
        }
        try (Arena inner = Arena.ofConfined()) {
          MemorySegment text = inner.allocateFrom(new String(grammar, StandardCharsets.UTF_8));
          var sampler = (MemorySegment) init.invokeExact(vocab, text, root);
          boolean isTaken = !sampler.equals(MemorySegment.NULL);
          System.out.println(isTaken ? "taken" : "refused");
          if (isTaken) {
            library.samplers().free(sampler);
          }
        }
      }
    }
  }

  private static byte[] next(DataInputStream grammars) throws java.io.IOException {
    try {
      return grammars.readNBytes(grammars.readInt());
    } catch (EOFException e) {
      return new byte[0];
    }
  }
}
