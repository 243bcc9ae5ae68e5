package dev.edgeagent.cli;

import org.apache.commons.cli.AmbiguousOptionException;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** The command line cannot be understood: exit code 2. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  private final String fix;

  UsageException(String what, String fix) {
    super(what);
    this.fix = fix;
  }

  static UsageException of(ParseException e) {
    String what =
        switch (e) {
          case AmbiguousOptionException ambiguous ->
              "'"
                  + ambiguous.getOption()
                  + "' may be any of "
                  + String.join(", ", ambiguous.getMatchingOptions());
          case UnrecognizedOptionException unknown ->
              "there is no option '" + unknown.getOption() + "'";
          case MissingArgumentException missing ->
              "--" + missing.getOption().getLongOpt() + " needs a value";
          default -> String.valueOf(e.getMessage());
        };
    return new UsageException(what, "tea run --help lists what there is");
  }

  String fix() {
    return fix;
  }
}
