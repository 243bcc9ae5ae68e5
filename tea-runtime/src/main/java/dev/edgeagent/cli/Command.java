package dev.edgeagent.cli;

import java.util.List;

/**
 * What {@code tea NAME} takes: the table from which its parser, its help and its completions come.
 *
 * @param operand what the help calls what is not an option; empty if there is none
 * @param operandValues what shells offer for it
 * @param summary one line, for {@code tea --help}
 * @param details further paragraphs of its own help; may be empty
 * @param examples command lines
 */
record Command(
    String name,
    String operand,
    Completion operandValues,
    String summary,
    String details,
    List<String> examples,
    List<CommandOption> options) {

  /** {@code tea run FILE.yaml [options]}. */
  String usage() {
    return "tea " + name + (operand.isEmpty() ? "" : " " + operand) + " [options]";
  }
}
