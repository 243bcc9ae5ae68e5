package dev.edgeagent.cli.licenses;

import java.util.List;

/**
 * Something that is under a licence.
 *
 * @param version empty if nothing tells
 * @param license an SPDX expression
 * @param texts of the licence and notices
 */
public record Component(String name, String version, String license, List<Text> texts) {

  public Component {
    texts = List.copyOf(texts);
  }

  /**
   * @param name of the file that it is in
   * @param content all of it
   */
  public record Text(String name, String content) {}
}
