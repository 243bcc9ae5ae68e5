package dev.edgeagent.fetch;

import dev.edgeagent.BuildFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** Asks for what is missing of a segment, once. */
final class SegmentRequest {
  private static final int HOPS = 5;

  private final Http http;
  private final Source source;
  private final PartFile part;
  private final Duration stall;
  private final boolean ranges;

  /**
   * @param stall a server that sends nothing for this long, and at most twice as long, is given up
   * @param ranges whether to ask for parts of the file
   */
  SegmentRequest(Http http, Source source, PartFile part, Duration stall, boolean ranges) {
    this.http = http;
    this.source = source;
    this.part = part;
    this.stall = stall;
    this.ranges = ranges;
  }

  /**
   * Returns when the server sent something and ended as it should, which may be before the segment
   * is full.
   *
   * @param written is told how many bytes were written each time
   * @throws IOException when the disk fails; what the network does is an {@link Interruption}
   */
  void send(int segment, LongConsumer written)
      throws Interruption, BuildFailure, IOException, InterruptedException {
    Location location = source.location();
    URI url = location.url();
    for (int hop = 0; hop < HOPS; hop++) {
      long start = part.segments().position(segment);
      HttpResponse<Void> answer = transfer(url, segment, start, written);
      HttpHeaders headers = answer.headers();
      int status = answer.statusCode();
      if (part.segments().position(segment) > start) {
        return;
      }
      if (!Source.isRedirect(status)) {
        throw reason(location, status, headers);
      }
      url = source.target(url, headers);
    }
    throw new BuildFailure(
        source.address() + ": leads through too many redirects", "check the address");
  }

  private HttpResponse<Void> transfer(URI url, int segment, long start, LongConsumer written)
      throws Interruption, IOException, InterruptedException {
    long end = part.segments().end(segment);
    Optional<String> range =
        ranges ? Optional.of("bytes=" + start + "-" + (end - 1)) : Optional.empty();
    try (FileChannel channel = FileChannel.open(part.file(), StandardOpenOption.WRITE)) {
      channel.position(start);
      SegmentBody body = new SegmentBody(part, channel, segment, written);
      CompletableFuture<HttpResponse<Void>> answer =
          http.get(url, range, info -> isWanted(info, start, end) ? body : unwanted());
      try {
        return await(answer, segment);
      } catch (ExecutionException e) {
        if (body.diskFailure().isPresent()) {
          throw body.diskFailure().get();
        }
        throw Interruption.retry(Http.reason(e.getCause()));
      } finally {
        // In this order: nothing may be written into a channel that is closed.
        body.stop();
        answer.cancel(true);
      }
    }
  }

  private HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> answer, int segment)
      throws Interruption, ExecutionException, InterruptedException {
    long before = part.segments().position(segment);
    while (true) {
      try {
        return answer.get(stall.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        long now = part.segments().position(segment);
        if (now == before) {
          throw Interruption.retry("no byte came for " + stall.toSeconds() + " s");
        }
        before = now;
      }
    }
  }

  private boolean isWanted(ResponseInfo info, long start, long end) {
    HttpHeaders headers = info.headers();
    if (!headers.firstValue("Content-Encoding").orElse("identity").equals("identity")) {
      return false;
    }
    long bytes = part.segments().bytes();
    if (info.statusCode() == 200) {
      return start == 0
          && end == bytes
          && headers.firstValueAsLong("Content-Length").orElse(bytes) == bytes;
    }
    String range = headers.firstValue("Content-Range").orElse("");
    return info.statusCode() == 206
        && ranges
        && range.startsWith("bytes " + start + "-")
        && (range.endsWith("/" + bytes) || range.endsWith("/*"));
  }

  /** Takes nothing: the connection is closed instead. */
  private static BodySubscriber<Void> unwanted() {
    return new Unwanted();
  }

  private Interruption reason(Location location, int status, HttpHeaders headers)
      throws Interruption, BuildFailure {
    boolean elsewhere = !location.url().equals(source.address());
    switch (status) {
      case 200:
        throw ranges
            ? Interruption.now(
                Interruption.Kind.WHOLE_FILES_ONLY, "the server sends whole files only")
            : Interruption.retry("the server sent no usable file");
      case 206:
        throw Interruption.now(
            Interruption.Kind.CHANGED,
            "the server sent another range than was asked for: "
                + headers.firstValue("Content-Range").orElse("none"));
      case 416:
        throw Interruption.now(Interruption.Kind.CHANGED, "the server has no such range");
      case 401, 403:
        if (elsewhere) {
          source.expired(location);
          throw Interruption.now(Interruption.Kind.EXPIRED, "the signed address has expired");
        }
        throw source.refusals().refuse(status, headers);
      default:
        throw source.refusals().refuse(status, headers);
    }
  }
}
