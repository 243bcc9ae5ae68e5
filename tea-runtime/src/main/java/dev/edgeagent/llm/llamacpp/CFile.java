package dev.edgeagent.llm.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** A C {@code FILE *}, opened for reading at a position: what llama.cpp reads a model from. */
final class CFile implements AutoCloseable {

  private final MethodHandle fclose;
  private final MemorySegment file;

  private CFile(MethodHandle fclose, MemorySegment file) {
    this.fclose = fclose;
    this.file = file;
  }

  /**
   * @param offset bytes from the start of the file
   */
  static CFile open(Path path, long offset) throws IOException {
    var libc = NativeFunctions.ofCLibrary();
    MethodHandle fopen = libc.bind("fopen", ADDRESS, ADDRESS, ADDRESS);
    MethodHandle fseeko = libc.bind("fseeko", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    MethodHandle fclose = libc.bind("fclose", JAVA_INT, ADDRESS);
    try (Arena arena = Arena.ofConfined()) {
      var file =
          (MemorySegment)
              fopen.invokeExact(arena.allocateFrom(path.toString()), arena.allocateFrom("rbe"));
      if (file.equals(MemorySegment.NULL)) {
        throw new IOException(path + ": cannot be opened");
      }
      var opened = new CFile(fclose, file);
      if ((int) fseeko.invokeExact(file, offset, 0) != 0) {
        opened.close();
        throw new IOException(path + ": cannot be read from byte " + offset);
      }
      return opened;
    } catch (IOException e) {
      throw e;
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }

  MemorySegment pointer() {
    return file;
  }

  @Override
  public void close() {
    try {
      int ignored = (int) fclose.invokeExact(file);
    } catch (Throwable t) {
      throw NativeFunctions.bug(t);
    }
  }
}
