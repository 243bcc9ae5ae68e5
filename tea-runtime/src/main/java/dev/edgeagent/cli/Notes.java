package dev.edgeagent.cli;

import org.jspecify.annotations.Nullable;

/** What a command says on stderr beside its answer. */
final class Notes {

  private final Context context;
  private final boolean isQuiet;
  private final @Nullable StatusLine status;

  /** With {@code --quiet}, if the command has it. */
  Notes(Arguments arguments, Context context) {
    this.context = context;
    this.isQuiet = arguments.has("quiet");
    this.status =
        !isQuiet && context.terminal().getAsBoolean()
            ? new StatusLine(context.err(), !context.isDumb())
            : null;
  }

  /** A line that {@code --quiet} leaves out. */
  void warn(String line) {
    if (!isQuiet) {
      say(line);
    }
  }

  void say(String line) {
    if (status != null) {
      status.println(line);
    } else {
      context.err().println(line);
      context.err().flush();
    }
  }

  /** Replaces the line that tells somebody at a terminal what is going on; empty for none. */
  void status(String text) {
    if (status != null) {
      status.show(text);
    }
  }
}
