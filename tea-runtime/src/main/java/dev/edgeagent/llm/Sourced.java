package dev.edgeagent.llm;

/**
 * A value, and how it is known.
 *
 * @param <T> a text or a number
 */
public record Sourced<T>(T value, Source source) {

  /** Where a value comes from, the surest first. */
  public enum Source {
    METADATA("metadata of the file"),
    TENSORS("counted in the file"),
    FILE_NAME("file name"),
    DEFAULT("default");

    private final String words;

    Source(String words) {
      this.words = words;
    }

    /** In words for a reader. */
    @Override
    public String toString() {
      return words;
    }
  }
}
