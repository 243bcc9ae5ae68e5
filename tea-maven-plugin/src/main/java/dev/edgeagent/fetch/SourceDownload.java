package dev.edgeagent.fetch;

import dev.edgeagent.BuildFailure;
import dev.edgeagent.Sha256;
import dev.edgeagent.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Downloads a pinned file from one address. */
final class SourceDownload {
  private static final Logger log = LoggerFactory.getLogger(SourceDownload.class);

  private final Http http;
  private final Source source;
  private final ModelPin pin;
  private final Path target;
  private final DownloadSettings settings;
  private final Progress progress;
  private final Patience patience;

  SourceDownload(
      Http http,
      Source source,
      ModelPin pin,
      Path target,
      DownloadSettings settings,
      Progress progress) {
    this.http = http;
    this.source = source;
    this.pin = pin;
    this.target = target;
    this.settings = settings;
    this.progress = progress;
    this.patience = new Patience(source.address(), settings.pause());
  }

  /**
   * Returns when the target is there with the pinned bytes. After a failure there is a part file
   * that a later run goes on with, or nothing.
   *
   * @throws BuildFailure when this address does not give the file
   * @throws IOException when the disk fails
   */
  void run() throws BuildFailure, IOException, InterruptedException {
    boolean ranges = true;
    PartFile part = open(ranges);
    long present = part.segments().present();
    if (present > 0) {
      log.info(
          "{}: going on, {} of {} are there", pin.name(), new Size(present), new Size(pin.bytes()));
    }
    progress.started(source.address(), pin.bytes(), present);
    try {
      Optional<Interruption> again = attempt(part, ranges);
      while (again.isPresent()) {
        log.info("{}: {}; beginning again", source.address(), again.get().getMessage());
        patience.afterwards(again.get());
        ranges &= again.get().kind() != Interruption.Kind.WHOLE_FILES_ONLY;
        part = open(ranges);
        progress.advanced(part.segments().present());
        again = attempt(part, ranges);
      }
      progress.finished();
    } catch (BuildFailure | IOException | InterruptedException e) {
      progress.failed(e);
      throw e;
    }
  }

  private PartFile open(boolean ranges) throws BuildFailure, IOException, InterruptedException {
    while (true) {
      try {
        String validator = source.location().validator();
        long segmentBytes = ranges ? settings.segmentBytes() : pin.bytes();
        return PartFile.open(target, pin.bytes(), validator, segmentBytes);
      } catch (Interruption e) {
        patience.afterwards(e);
      }
    }
  }

  /** Returns why everything has to begin again, if it has. */
  private Optional<Interruption> attempt(PartFile part, boolean ranges)
      throws BuildFailure, IOException, InterruptedException {
    Sha256 sha256;
    try {
      sha256 = new Transfer(http, source, part, settings, progress, ranges).run();
    } catch (Interruption e) {
      part.discard();
      return Optional.of(e);
    } catch (BuildFailure | IOException | InterruptedException e) {
      save(part, e);
      throw e;
    }
    if (!sha256.equals(pin.sha256())) {
      part.discard();
      throw new BuildFailure(
          "%s: gave other bytes than those of %s; they were thrown away\n    their sha256  %s\n    variants.yaml %s"
              .formatted(source.address(), pin.name(), sha256, pin.sha256()),
          "run this again; if it stays so, something on the way changes them: take another source");
    }
    part.complete(target);
    return Optional.empty();
  }

  private static void save(PartFile part, Exception failure) {
    try {
      part.save();
    } catch (IOException e) {
      // The state that was saved last is older, but true.
      failure.addSuppressed(e);
    }
  }
}
