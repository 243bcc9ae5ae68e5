package dev.edgeagent.fetch;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.function.LongConsumer;

/** Writes an answer into a segment, as it comes, without a copy in between. */
final class SegmentBody implements BodySubscriber<Void> {
  private final PartFile part;
  private final FileChannel channel;
  private final int segment;
  private final LongConsumer written;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private Optional<Subscription> subscription = Optional.empty();
  private Optional<IOException> diskFailure = Optional.empty();
  private boolean stopped;

  /**
   * @param channel of the part file, at the segment's position
   * @param written is told how many bytes were written each time
   */
  SegmentBody(PartFile part, FileChannel channel, int segment, LongConsumer written) {
    this.part = part;
    this.channel = channel;
    this.segment = segment;
    this.written = written;
  }

  @Override
  public CompletionStage<Void> getBody() {
    return done;
  }

  @Override
  public synchronized void onSubscribe(Subscription from) {
    if (stopped) {
      from.cancel();
      return;
    }
    subscription = Optional.of(from);
    from.request(1);
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> buffers) {
    if (stopped) {
      return;
    }
    long count = buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    Segments segments = part.segments();
    if (count > segments.end(segment) - segments.position(segment)) {
      fail(new IOException("more bytes came than were asked for"));
      return;
    }
    try {
      ByteBuffer[] array = buffers.toArray(ByteBuffer[]::new);
      for (long left = count; left > 0; ) {
        left -= channel.write(array);
      }
      part.wrote(segment, count);
    } catch (IOException e) {
      diskFailure = Optional.of(e);
      fail(e);
      return;
    }
    written.accept(count);
    subscription.ifPresent(from -> from.request(1));
  }

  @Override
  public synchronized void onError(Throwable failure) {
    stopped = true;
    done.completeExceptionally(failure);
  }

  @Override
  public synchronized void onComplete() {
    stopped = true;
    done.complete(null);
  }

  /** After this, nothing is written. */
  synchronized void stop() {
    if (!stopped) {
      fail(new IOException("stopped"));
    }
  }

  private void fail(IOException reason) {
    stopped = true;
    subscription.ifPresent(Subscription::cancel);
    done.completeExceptionally(reason);
  }

  /** Why the file could not be written. */
  synchronized Optional<IOException> diskFailure() {
    return diskFailure;
  }
}
