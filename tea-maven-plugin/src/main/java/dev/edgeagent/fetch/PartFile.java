package dev.edgeagent.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is not complete, {@code NAME.part}, and beside it {@code NAME.part.state}, which says
 * which of its bytes are there. The state never says more than what was written before it, so a
 * process that is killed leaves what the next one can go on with.
 *
 * <p>Nothing is forced to the disk: after a power failure bytes may be missing that the state
 * knows. They are found when the file is hashed, which is always done from the file.
 */
final class PartFile {
  private static final Logger log = LoggerFactory.getLogger(PartFile.class);

  private static final String HEAD = "tea part file 1";
  private static final long BYTES_BETWEEN_SAVES = 4 << 20;

  private final Path file;
  private final Path state;
  private final String validator;
  private final Segments segments;
  private long unsaved;

  private PartFile(Path target, String validator, Segments segments) {
    this.file = file(target);
    this.state = state(target);
    this.validator = validator;
    this.segments = segments;
  }

  /**
   * Goes on with what is there, if it belongs to the same bytes; else begins with nothing.
   *
   * @param target what the file will be when it is complete
   * @param validator of {@link Location}
   * @param segmentBytes how large the segments are if it begins with nothing
   */
  static PartFile open(Path target, long bytes, String validator, long segmentBytes)
      throws IOException {
    Optional<Segments> earlier = read(target, bytes, Optional.of(validator));
    PartFile part =
        new PartFile(target, validator, earlier.orElseGet(() -> new Segments(bytes, segmentBytes)));
    if (earlier.isEmpty()) {
      part.discard();
      FileChannel.open(part.file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
      part.save();
    }
    return part;
  }

  /** How many bytes of an earlier run are there, for whichever version of the file. */
  static long present(Path target, long bytes) throws IOException {
    return read(target, bytes, Optional.empty()).map(Segments::present).orElse(0L);
  }

  private static Optional<Segments> read(Path target, long bytes, Optional<String> validator)
      throws IOException {
    List<String> lines;
    long length;
    try {
      length = Files.size(file(target));
      lines = Files.readString(state(target)).lines().toList();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    boolean ours = lines.size() == 4 && lines.get(0).equals(HEAD);
    if (!ours || !lines.get(1).equals(Long.toString(bytes))) {
      return Optional.empty();
    }
    if (validator.isPresent() && !validator.get().equals(lines.get(2))) {
      log.info("{}: is of another version of the file, beginning again", file(target));
      return Optional.empty();
    }
    return Segments.decode(bytes, lines.get(3)).filter(segments -> segments.reach() <= length);
  }

  private static Path file(Path target) {
    return target.resolveSibling(target.getFileName() + ".part");
  }

  private static Path state(Path target) {
    return target.resolveSibling(target.getFileName() + ".part.state");
  }

  Path file() {
    return file;
  }

  Segments segments() {
    return segments;
  }

  /** The next bytes of a segment are in the file. */
  synchronized void wrote(int segment, long count) throws IOException {
    segments.wrote(segment, count);
    unsaved += count;
    if (unsaved >= BYTES_BETWEEN_SAVES) {
      save();
    }
  }

  /** Writes the state. */
  synchronized void save() throws IOException {
    unsaved = 0;
    Path next = state.resolveSibling(state.getFileName() + ".part");
    String text =
        String.join("\n", HEAD, Long.toString(segments.bytes()), validator, segments.encoded());
    Files.writeString(next, text + "\n");
    Files.move(next, state, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The file is complete and verified: it takes its place. */
  void complete(Path target) throws IOException {
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(state);
  }

  /** Deletes what is there; the state first, because it must never say more than there is. */
  void discard() throws IOException {
    Files.deleteIfExists(state);
    Files.deleteIfExists(file);
  }
}
