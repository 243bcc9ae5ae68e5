package dev.edgeagent.llm.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, read on a thread of its own: nothing interrupts one that reads a
 * socket. So whoever waits here can be interrupted, on a thread of any kind.
 */
final class Exchange implements AutoCloseable {

  private static final int PIECE_BYTES = 16 << 10;
  private static final long MAX_BYTES = 64L << 20;
  private static final long FAREWELL_MS = 100;

  /** What comes, in this order: a head, pieces, and the end or a failure at any point. */
  private sealed interface Part {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Piece(byte[] bytes) implements Part {}

    record Failure(Throwable cause) implements Part {}

    record End() implements Part {}
  }

  /** The beginning of an answer. */
  record Head(int status, Headers headers) implements Part {

    boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    /** The content's type without parameters; empty if the server says none. */
    String type() {
      String type = headers.get("Content-Type");
      return type == null ? "" : type.replaceFirst(";.*", "").strip();
    }
  }

  private final Call call;
  private final BlockingQueue<Part> parts = new ArrayBlockingQueue<>(64);
  private final Thread reader;
  private long bytes;
  private boolean isOver;

  private Exchange(Call call) {
    this.call = call;
    this.reader = Thread.ofPlatform().daemon().name("api").unstarted(this::read);
  }

  static Exchange start(Call call) {
    var exchange = new Exchange(call);
    exchange.reader.start();
    return exchange;
  }

  private void read() {
    try {
      try (Response response = call.execute()) {
        parts.put(new Head(response.code(), response.headers()));
        BufferedSource body = response.body().source();
        byte[] buffer = new byte[PIECE_BYTES];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
          parts.put(new Part.Piece(Arrays.copyOf(buffer, count)));
        }
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        parts.put(new Part.Failure(e));
      }
      parts.put(new Part.End()); // after the connection is back in the pool
    } catch (InterruptedException e) {
      return; // closed: nobody wants the rest
    }
  }

  /** Waits for the answer to begin. */
  Head head() throws IOException, InterruptedException {
    return switch (parts.take()) {
      case Head head -> head;
      case Part.Failure failure -> throw over(failure);
      default -> throw new IllegalStateException("an answer begins with its head");
    };
  }

  /** Waits for more of the body; null at its end. */
  byte @Nullable [] next() throws IOException, InterruptedException {
    if (isOver) {
      return null;
    }
    return switch (parts.take()) {
      case Part.Piece piece -> {
        bytes += piece.bytes.length;
        if (bytes > MAX_BYTES) {
          throw new TooLongException();
        }
        yield piece.bytes;
      }
      case Part.Failure failure -> throw over(failure);
      default -> {
        isOver = true;
        yield null;
      }
    };
  }

  /** Waits for the whole body. */
  String text() throws IOException, InterruptedException {
    var whole = new ByteArrayOutputStream();
    for (byte[] piece = next(); piece != null; piece = next()) {
      whole.writeBytes(piece);
    }
    String text = whole.toString(StandardCharsets.UTF_8);
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /** Whether anything of the body has arrived. */
  boolean hasBegun() {
    return bytes > 0;
  }

  /**
   * Gives a server that has said all the moment that it needs to end properly: then the next
   * request can use the same connection.
   */
  void finish() throws InterruptedException {
    while (!isOver) {
      Part part = parts.poll(FAREWELL_MS, TimeUnit.MILLISECONDS);
      isOver = part instanceof Part.End;
      if (!(part instanceof Part.Piece)) {
        return;
      }
    }
  }

  private IOException over(Part.Failure failure) {
    isOver = true;
    return switch (failure.cause) {
      case IOException e -> e;
      case Error error -> throw error;
      default -> throw new IllegalStateException(failure.cause);
    };
  }

  /** Closes the connection at once, if the answer is not over. */
  @Override
  public void close() {
    if (!isOver) {
      call.cancel();
      reader.interrupt();
    }
  }

  /** More than anybody can use. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1;

    TooLongException() {
      super("the answer is longer than " + (MAX_BYTES >> 20) + " MB");
    }
  }
}
