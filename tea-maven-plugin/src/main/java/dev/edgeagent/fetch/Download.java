package dev.edgeagent.fetch;

import dev.edgeagent.BuildFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Downloads a pinned file from the first of its addresses that gives the right bytes. */
final class Download {
  private static final Logger log = LoggerFactory.getLogger(Download.class);

  private final Http http;
  private final DownloadSettings settings;
  private final Progress progress;

  Download(Http http, DownloadSettings settings, Progress progress) {
    this.http = http;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Returns when the target is there, with the pinned bytes. The caller sees to it that nobody else
   * does the same.
   *
   * @throws BuildFailure when no address has the file
   * @throws IOException when the disk fails
   */
  void run(ModelPin pin, Path target) throws BuildFailure, IOException {
    Files.createDirectories(target.getParent());
    List<BuildFailure> failures = new ArrayList<>();
    for (URI address : pin.addresses()) {
      try {
        Source source = new Source(http, http.hub().here(address), pin);
        new SourceDownload(http, source, pin, target, settings, progress).run();
        return;
      } catch (BuildFailure e) {
        if (failures.size() + 1 < pin.addresses().size()) {
          log.warn("{}\n  trying the next source", e.getMessage());
        }
        failures.add(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while downloading " + pin.name());
      }
    }
    throw failures.size() == 1 ? failures.get(0) : all(pin, failures);
  }

  /**
   * Returns when there is room for what is missing of the file, and for what will be made of it.
   *
   * @param output where that will be; it may not exist yet
   */
  void requireSpace(ModelPin pin, Path target, Path output, long outputBytes)
      throws BuildFailure, IOException {
    Files.createDirectories(target.getParent());
    long missing = pin.bytes() - PartFile.present(target, pin.bytes());
    if (FreeSpace.sameDisk(target, output)) {
      FreeSpace.require(target, missing + outputBytes, pin.name() + " and the image with it");
    } else {
      FreeSpace.require(target, missing, pin.name());
      FreeSpace.require(output, outputBytes, "the image with " + pin.name());
    }
  }

  private static BuildFailure all(ModelPin pin, List<BuildFailure> failures) {
    return new BuildFailure(
        failures.stream()
            .map(failure -> "\n" + failure.getMessage().indent(4).stripTrailing())
            .collect(Collectors.joining("", pin.name() + ": no source gave it", "")),
        "mend one of them, or give -Dtea.model=FILE");
  }
}
