package dev.edgeagent.variant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.net.URI;
import java.util.Optional;

/** Where a model's file can be had. */
public sealed interface ModelSource {

  /**
   * A file that is part of the project.
   *
   * @param path relative to the directory of variants.yaml, or absolute
   */
  record LocalFile(String path) implements ModelSource {
    public LocalFile {
      Fields.requireText("path", path);
    }
  }

  /**
   * A file in a repository of Hugging Face.
   *
   * @param repository {@code OWNER/NAME}
   * @param revision a commit, or a branch; what is downloaded is decided by the checksum
   */
  record HuggingFace(String repository, String revision) implements ModelSource {
    public HuggingFace {
      if (!repository.matches("[\\w.-]+/[\\w.-]+")) {
        throw new InvalidValue(
            "repository '" + repository + "' is not of the form OWNER/NAME",
            "copy it from the head of its page on Hugging Face");
      }
      Fields.requireText("revision", revision);
    }

    /** The address of a file in this repository. */
    public URI address(String file) {
      return URI.create(
          "https://huggingface.co/" + repository + "/resolve/" + revision + "/" + file);
    }
  }

  @JsonCreator
  static ModelSource of(
      @JsonProperty("path") @JsonSetter(nulls = Nulls.AS_EMPTY) Optional<String> path,
      @JsonProperty("repository") @JsonSetter(nulls = Nulls.AS_EMPTY) Optional<String> repository,
      @JsonProperty("revision") @JsonSetter(nulls = Nulls.AS_EMPTY) Optional<String> revision) {
    if (path.isPresent() && repository.isEmpty() && revision.isEmpty()) {
      return new LocalFile(path.get());
    }
    if (repository.isPresent() && revision.isPresent() && path.isEmpty()) {
      return new HuggingFace(repository.get(), revision.get());
    }
    throw new InvalidValue(
        "a source is either a path, or a repository and its revision",
        "write 'path: FILE', or 'repository: OWNER/NAME' and 'revision: COMMIT'; several sources"
            + " are several list items");
  }
}
