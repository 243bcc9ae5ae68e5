package dev.edgeagent.cli.drawing;

/** A format in which a drawing is shown. */
public interface Renderer {

  /**
   * The same text for the same drawing.
   *
   * @return lines, each with a line feed at its end
   */
  String render(Drawing drawing);
}
