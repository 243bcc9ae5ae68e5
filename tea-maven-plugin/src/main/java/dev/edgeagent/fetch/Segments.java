package dev.edgeagent.fetch;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Which bytes of a file are there: it is cut into segments of one size, each of which is filled
 * from its start. They are handed out in the order of the file, so that its beginning is complete
 * early.
 */
final class Segments {
  private static final int MOST = 1 << 20;

  private final long bytes;
  private final long segmentBytes;
  private final long[] filled;
  private final boolean[] taken;
  private int front;

  /** Nothing is there. */
  Segments(long bytes, long segmentBytes) {
    this(bytes, segmentBytes, new long[count(bytes, segmentBytes)]);
  }

  private Segments(long bytes, long segmentBytes, long[] filled) {
    this.bytes = bytes;
    this.segmentBytes = segmentBytes;
    this.filled = filled;
    this.taken = new boolean[filled.length];
    moveFront();
  }

  private static int count(long bytes, long segmentBytes) {
    return Math.toIntExact((bytes + segmentBytes - 1) / segmentBytes);
  }

  /** Reads what {@link #encoded} wrote for a file of this size; empty if it is anything else. */
  static Optional<Segments> decode(long bytes, String text) {
    try {
      long[] numbers = Arrays.stream(text.strip().split(" ")).mapToLong(Long::parseLong).toArray();
      long segmentBytes = numbers[0];
      if (segmentBytes < 1 || bytes / segmentBytes > MOST) {
        return Optional.empty();
      }
      Segments read =
          new Segments(bytes, segmentBytes, Arrays.copyOfRange(numbers, 1, numbers.length));
      boolean fits = read.filled.length == count(bytes, segmentBytes);
      for (int i = 0; fits && i < read.filled.length; i++) {
        fits = read.filled[i] >= 0 && read.position(i) <= read.end(i);
      }
      return fits ? Optional.of(read) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The size of a segment, and how much of each is filled. */
  synchronized String encoded() {
    return LongStream.concat(LongStream.of(segmentBytes), Arrays.stream(filled))
        .mapToObj(Long::toString)
        .collect(Collectors.joining(" "));
  }

  /** The first segment that is not full and that nobody has taken. */
  synchronized OptionalInt take() {
    for (int i = front; i < filled.length; i++) {
      if (!taken[i] && position(i) < end(i)) {
        taken[i] = true;
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** Where the next byte of a segment belongs. */
  synchronized long position(int segment) {
    return segment * segmentBytes + filled[segment];
  }

  /** Where a segment ends, exclusive. */
  long end(int segment) {
    return Math.min(bytes, (segment + 1) * segmentBytes);
  }

  /** The next bytes of a segment are on the disk. */
  synchronized void wrote(int segment, long count) {
    filled[segment] += count;
    if (segment == front) {
      moveFront();
      notifyAll();
    }
  }

  private void moveFront() {
    while (front < filled.length && filled[front] == end(front) - front * segmentBytes) {
      front++;
    }
  }

  /** How many bytes are there. */
  synchronized long present() {
    return Arrays.stream(filled).sum();
  }

  /** The end of the last byte that is there, whatever is missing before it. */
  synchronized long reach() {
    long reach = 0;
    for (int i = 0; i < filled.length; i++) {
      reach = filled[i] > 0 ? position(i) : reach;
    }
    return reach;
  }

  long bytes() {
    return bytes;
  }

  /** Waits until all bytes up to one behind the position are there; returns up to where. */
  synchronized long awaitBeyond(long position) throws InterruptedException {
    while (complete() <= position) {
      wait();
    }
    return complete();
  }

  private long complete() {
    return front == filled.length ? bytes : position(front);
  }
}
