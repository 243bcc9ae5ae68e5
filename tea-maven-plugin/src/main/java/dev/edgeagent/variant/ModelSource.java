package dev.edgeagent.variant;

import java.net.URI;
import java.util.regex.Pattern;

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
   * @param revision a commit, or a branch; which bytes are accepted is decided by the checksum
   */
  record HuggingFace(String repository, String revision) implements ModelSource {
    private static final Pattern REPOSITORY = Pattern.compile("[\\w.-]+/[\\w.-]+");

    public HuggingFace {
      if (!REPOSITORY.matcher(repository).matches()) {
        throw new InvalidValue(
            "repository",
            "'" + repository + "' is not of the form OWNER/NAME",
            "copy it from the head of its page on Hugging Face");
      }
      Fields.requireName("revision", revision);
    }

    /** The address of a file in this repository. */
    public URI address(String file) {
      return URI.create(
          "https://huggingface.co/" + repository + "/resolve/" + revision + "/" + file);
    }
  }
}
