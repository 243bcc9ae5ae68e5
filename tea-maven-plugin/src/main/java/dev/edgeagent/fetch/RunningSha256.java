package dev.edgeagent.fetch;

import dev.edgeagent.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.concurrent.Callable;

/**
 * Hashes a file while it is written, always close behind the bytes that are complete: they come
 * from the page cache. What is hashed is what is in the file, not what came from the network.
 */
final class RunningSha256 implements Callable<Sha256> {
  private static final int BUFFER_BYTES = 1 << 18;

  private final PartFile part;

  RunningSha256(PartFile part) {
    this.part = part;
  }

  /** Returns when the last byte is hashed. */
  @Override
  public Sha256 call() throws IOException, InterruptedException {
    Segments segments = part.segments();
    MessageDigest digest = Sha256.newDigest();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try (FileChannel channel = FileChannel.open(part.file(), StandardOpenOption.READ)) {
      long position = 0;
      while (position < segments.bytes()) {
        long complete = segments.awaitBeyond(position);
        while (position < complete) {
          buffer.clear().limit((int) Math.min(BUFFER_BYTES, complete - position));
          if (channel.read(buffer, position) < 0) {
            throw new EOFException(part.file() + ": became shorter");
          }
          digest.update(buffer.array(), 0, buffer.position());
          position += buffer.position();
        }
      }
    }
    return Sha256.of(digest);
  }
}
