package dev.edgeagent.cli;

import java.util.List;

/** What a shell can offer for the value of an option, or for an operand. */
sealed interface Completion {

  /** Nothing: only the user knows it. */
  Completion NONE = new Words(List.of());

  Completion DIRECTORIES = new Directories();

  Completion WORKFLOWS = new Files(List.of("yaml", "yml"));

  Completion ANY_FILE = new Files(List.of());

  /** One of these. */
  record Words(List<String> words) implements Completion {}

  /**
   * A file.
   *
   * @param extensions without the dot; empty for any file
   */
  record Files(List<String> extensions) implements Completion {}

  /** A directory. */
  record Directories() implements Completion {}

  static Completion words(String... words) {
    return new Words(List.of(words));
  }
}
