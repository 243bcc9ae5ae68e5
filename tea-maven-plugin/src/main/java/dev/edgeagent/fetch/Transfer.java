package dev.edgeagent.fetch;

import dev.edgeagent.BuildFailure;
import dev.edgeagent.Sha256;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Fills a part file over several connections and hashes it meanwhile. */
final class Transfer {
  private final PartFile part;
  private final SegmentRequest request;
  private final Source source;
  private final DownloadSettings settings;
  private final Progress progress;
  private final boolean ranges;

  /** Opened by the first byte of the first connection: before, nobody knows whether ranges work. */
  private final CountDownLatch moreConnections = new CountDownLatch(1);

  Transfer(
      Http http,
      Source source,
      PartFile part,
      DownloadSettings settings,
      Progress progress,
      boolean ranges) {
    this.part = part;
    this.source = source;
    this.settings = settings;
    this.progress = progress;
    this.ranges = ranges;
    this.request = new SegmentRequest(http, source, part, settings.stall(), ranges);
  }

  /**
   * Returns the checksum of the file when all of it is there. Whatever happens, no thread of this
   * transfer touches the file afterwards.
   *
   * @throws Interruption when the transfer has to begin again
   * @throws IOException when the disk fails
   */
  Sha256 run() throws Interruption, BuildFailure, IOException, InterruptedException {
    int connections = ranges ? settings.connections() : 1;
    ExecutorService crew = Executors.newFixedThreadPool(connections + 1, Transfer::thread);
    try {
      Future<Sha256> hash = crew.submit(new RunningSha256(part));
      CompletionService<Void> workers = new ExecutorCompletionService<>(crew);
      workers.submit(() -> work(true));
      for (int i = 1; i < connections; i++) {
        workers.submit(() -> work(false));
      }
      for (int i = 0; i < connections; i++) {
        workers.take().get();
      }
      return hash.get();
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      crew.shutdownNow();
      crew.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "tea-download");
    thread.setDaemon(true);
    return thread;
  }

  private Void work(boolean first)
      throws Interruption, BuildFailure, IOException, InterruptedException {
    if (!first) {
      moreConnections.await();
    }
    Patience patience = new Patience(source.address(), settings.pause());
    for (OptionalInt next = part.segments().take(); next.isPresent(); ) {
      fill(next.getAsInt(), patience);
      next = part.segments().take();
    }
    moreConnections.countDown();
    return null;
  }

  private void fill(int segment, Patience patience)
      throws Interruption, BuildFailure, IOException, InterruptedException {
    Segments segments = part.segments();
    while (segments.position(segment) < segments.end(segment)) {
      long before = segments.position(segment);
      try {
        request.send(segment, count -> wrote());
        patience.progress();
      } catch (Interruption e) {
        boolean moved = segments.position(segment) > before;
        boolean goesOn =
            e.kind() == Interruption.Kind.EXPIRED || e.kind() == Interruption.Kind.RETRY;
        if (!goesOn || (moved && !ranges)) {
          throw e;
        }
        if (moved) {
          patience.progress();
        }
        patience.afterwards(e);
      }
    }
  }

  private synchronized void wrote() {
    moreConnections.countDown();
    progress.advanced(part.segments().present());
  }

  private static RuntimeException rethrown(Throwable cause)
      throws Interruption, BuildFailure, IOException, InterruptedException {
    if (cause instanceof Interruption interruption) {
      throw interruption;
    }
    if (cause instanceof BuildFailure failure) {
      throw failure;
    }
    if (cause instanceof IOException failure) {
      throw failure;
    }
    throw new IllegalStateException(cause);
  }
}
