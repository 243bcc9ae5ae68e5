package dev.edgeagent.variant;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edgeagent.Sha256;
import java.util.List;

/**
 * A model, pinned: whatever source it comes from, only these very bytes are accepted.
 *
 * @param file its name at its source and inside the AppImage
 * @param sources where it can be had, in the order in which they are tried
 */
public record ModelSpec(
    @JsonProperty(required = true) String file,
    @JsonProperty(required = true) long bytes,
    @JsonProperty(required = true) Sha256 sha256,
    @JsonProperty(required = true) License license,
    @JsonProperty(required = true) List<ModelSource> sources) {
  public ModelSpec {
    Fields.requireFileName("file", file, ".gguf");
    if (bytes <= 0) {
      throw new InvalidValue(
          "bytes must be the size of the file, got " + bytes,
          "stat -c %s " + file + ", or see its page on Hugging Face");
    }
    if (sources.isEmpty()) {
      throw new InvalidValue(
          "the model has no source", "add 'path: FILE' or 'repository: OWNER/NAME'");
    }
    sources = List.copyOf(sources);
  }
}
