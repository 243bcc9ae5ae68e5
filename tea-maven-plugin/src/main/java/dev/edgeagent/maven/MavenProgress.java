package dev.edgeagent.maven;

import dev.edgeagent.fetch.Progress;
import java.net.URI;
import java.util.Optional;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferEvent.EventType;
import org.eclipse.aether.transfer.TransferListener;
import org.eclipse.aether.transfer.TransferResource;

/**
 * Shows downloads as Maven shows those of artifacts: with {@code -ntp}, {@code -B} and {@code -q}
 * as the user wants it.
 */
final class MavenProgress implements Progress {
  private static final long BYTES_BETWEEN_EVENTS = 1 << 20;

  private final RepositorySystemSession session;
  private final Optional<TransferListener> listener;
  private Optional<TransferResource> resource = Optional.empty();
  private long total;
  private long told;

  MavenProgress(RepositorySystemSession session) {
    this.session = session;
    this.listener = Optional.ofNullable(session.getTransferListener());
  }

  @Override
  public synchronized void started(URI address, long bytes, long present) {
    String file = address.getPath().replaceFirst("^/", "");
    String host = address.toString().substring(0, address.toString().length() - file.length());
    TransferResource download = new TransferResource(address.getHost(), host, file, null, null);
    download.setContentLength(bytes);
    download.setResumeOffset(present);
    resource = Optional.of(download);
    total = bytes;
    told = present;
    send(EventType.INITIATED, 0, Optional.empty());
    send(EventType.STARTED, present, Optional.empty());
  }

  @Override
  public synchronized void advanced(long present) {
    if (Math.abs(present - told) >= BYTES_BETWEEN_EVENTS || present == total) {
      told = present;
      send(EventType.PROGRESSED, present, Optional.empty());
    }
  }

  @Override
  public synchronized void finished() {
    send(EventType.SUCCEEDED, total, Optional.empty());
  }

  @Override
  public synchronized void failed(Exception reason) {
    send(EventType.FAILED, told, Optional.of(reason));
  }

  private void send(EventType type, long present, Optional<Exception> failure) {
    if (listener.isEmpty() || resource.isEmpty()) {
      return;
    }
    TransferEvent.Builder builder =
        new TransferEvent.Builder(session, resource.get())
            .setType(type)
            .setRequestType(TransferEvent.RequestType.GET)
            .setTransferredBytes(present);
    failure.ifPresent(builder::setException);
    TransferEvent event = builder.build();
    try {
      tell(listener.get(), event);
    } catch (TransferCancelledException e) {
      // Maven's own listeners never cancel; those of IDEs stop the build themselves.
    }
  }

  private static void tell(TransferListener listener, TransferEvent event)
      throws TransferCancelledException {
    switch (event.getType()) {
      case INITIATED -> listener.transferInitiated(event);
      case STARTED -> listener.transferStarted(event);
      case PROGRESSED -> listener.transferProgressed(event);
      case SUCCEEDED -> listener.transferSucceeded(event);
      default -> listener.transferFailed(event);
    }
  }
}
