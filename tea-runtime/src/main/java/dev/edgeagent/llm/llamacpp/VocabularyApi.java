package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The vocabulary functions of llama.cpp's C API; as {@link LlamaApi}, they check nothing. */
final class VocabularyApi {

  private final MethodHandle tokenize;
  private final MethodHandle tokenToPiece;
  private final MethodHandle isEog;
  private final MethodHandle bos;
  private final MethodHandle eos;
  private final MethodHandle isControl;
  private final MethodHandle nTokens;

  VocabularyApi(NativeFunctions f) {
    tokenize =
        f.bind(
            "llama_tokenize",
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_BOOLEAN,
            JAVA_BOOLEAN);
    tokenToPiece =
        f.bind(
            "llama_token_to_piece",
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_INT,
            JAVA_BOOLEAN);
    isEog = f.bind("llama_vocab_is_eog", JAVA_BOOLEAN, ADDRESS, JAVA_INT);
    bos = f.bind("llama_vocab_bos", JAVA_INT, ADDRESS);
    eos = f.bind("llama_vocab_eos", JAVA_INT, ADDRESS);
    isControl = f.bind("llama_vocab_is_control", JAVA_BOOLEAN, ADDRESS, JAVA_INT);
    nTokens = f.bind("llama_vocab_n_tokens", JAVA_INT, ADDRESS);
  }

  /** The number of tokens; negative if there is no room for so many. */
  int tokenize(
      MemorySegment vocab,
      MemorySegment text,
      int bytes,
      MemorySegment tokens,
      int room,
      boolean addSpecial,
      boolean parseSpecial) {
    try {
      return (int) tokenize.invokeExact(vocab, text, bytes, tokens, room, addSpecial, parseSpecial);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** The number of bytes; negative if there is no room for so many. */
  int tokenToPiece(MemorySegment vocab, int token, MemorySegment bytes, int room, boolean special) {
    try {
      return (int) tokenToPiece.invokeExact(vocab, token, bytes, room, 0, special);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  boolean isEog(MemorySegment vocab, int token) {
    try {
      return (boolean) isEog.invokeExact(vocab, token);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  /** -1 if the vocabulary has none. */
  int bos(MemorySegment vocab) {
    try {
      return (int) bos.invokeExact(vocab);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  int eos(MemorySegment vocab) {
    try {
      return (int) eos.invokeExact(vocab);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  boolean isControl(MemorySegment vocab, int token) {
    try {
      return (boolean) isControl.invokeExact(vocab, token);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  int nTokens(MemorySegment vocab) {
    try {
      return (int) nTokens.invokeExact(vocab);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }
}
