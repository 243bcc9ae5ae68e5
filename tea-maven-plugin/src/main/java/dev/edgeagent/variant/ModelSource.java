package dev.edgeagent.variant;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a model's file can be had. */
public sealed interface ModelSource {

  /** Where this source's file can be downloaded, if it has to be. */
  Optional<URI> download(String file);

  /**
   * A file that is part of the project.
   *
   * @param path relative to the directory of variants.yaml, or absolute
   */
  record LocalFile(String path) implements ModelSource {
    public LocalFile {
      Fields.requireText("path", path);
    }

    @Override
    public Optional<URI> download(String file) {
      return Optional.empty();
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

    @Override
    public Optional<URI> download(String file) {
      return Optional.of(address(file));
    }
  }

  /**
   * A mirror.
   *
   * @param url of the file itself, {@code https} or {@code http}: the checksum decides which bytes
   *     are accepted
   */
  record Mirror(String url) implements ModelSource {
    public Mirror {
      if (!isAddress(url)) {
        throw new InvalidValue(
            "url", "'" + url + "' is not an address", "write https://HOST/PATH/FILE");
      }
    }

    private static boolean isAddress(String url) {
      try {
        URI uri = new URI(url);
        return uri.getHost() != null && List.of("https", "http").contains(uri.getScheme());
      } catch (URISyntaxException e) {
        return false;
      }
    }

    @Override
    public Optional<URI> download(String file) {
      return Optional.of(URI.create(url));
    }
  }
}
