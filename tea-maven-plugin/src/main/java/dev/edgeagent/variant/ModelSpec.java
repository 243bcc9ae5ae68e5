package dev.edgeagent.variant;

import dev.edgeagent.Sha256;
import java.util.List;

/**
 * A model, pinned: whatever source it comes from, only these very bytes are accepted.
 *
 * @param file its name at its source and inside the AppImage
 * @param bytes its size
 * @param sources where it can be had, in the order in which they are tried
 */
public record ModelSpec(
    String file, long bytes, Sha256 sha256, License license, List<ModelSource> sources) {
  public ModelSpec {
    Fields.requireFileName("file", file, ".gguf");
    if (bytes <= 0) {
      throw new InvalidValue(
          "bytes",
          "'bytes' must be the size of the file, got " + bytes,
          "stat -c %s " + file + ", or see its page on Hugging Face");
    }
    if (sources.isEmpty()) {
      throw new InvalidValue(
          "sources", "the model has no source", "add 'path: FILE' or 'repository: OWNER/NAME'");
    }
    sources = List.copyOf(sources);
  }
}
