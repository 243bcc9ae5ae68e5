package dev.edgeagent.cli;

import dev.edgeagent.workflow.NearestName;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** A command line, read as the table of its command says. */
final class Arguments {

  private final Command command;
  private final CommandLine line;

  private Arguments(Command command, CommandLine line) {
    this.command = command;
    this.line = line;
  }

  /**
   * @param words all that comes after the command's name
   */
  static Arguments parse(Command command, List<String> words) throws UsageException {
    var options = new Options();
    for (CommandOption option : command.options()) {
      options.addOption(
          Option.builder(option.letter().isEmpty() ? null : option.letter())
              .longOpt(option.name())
              .hasArg(option.takesValue())
              .get());
    }
    try {
      CommandLine line =
          DefaultParser.builder()
              .setAllowPartialMatching(false)
              .setStripLeadingAndTrailingQuotes(false)
              .get()
              .parse(options, words.toArray(new String[0]));
      refuseRepeated(command, line);
      return new Arguments(command, line);
    } catch (ParseException e) {
      throw wrong(command, e);
    }
  }

  boolean has(String option) {
    return line.hasOption(option);
  }

  /** The value of an option; empty if it is not given. */
  Optional<String> text(String option) {
    return Optional.ofNullable(line.getOptionValue(option));
  }

  /** The values of an option that may be given several times. */
  List<String> texts(String option) {
    String[] values = line.getOptionValues(option);
    return values == null ? List.of() : List.of(values);
  }

  /** As {@link #text}; where it is one of a few words. */
  String word(String option, List<String> words) throws UsageException {
    String value = line.getOptionValue(option, words.getFirst());
    if (words.contains(value)) {
      return value;
    }
    throw new UsageException(
        "--" + option + " must be one of: " + String.join(", ", words) + ". Got: " + value,
        NearestName.fix(value, words));
  }

  Optional<Path> path(String option) throws UsageException {
    String value = line.getOptionValue(option);
    return value == null ? Optional.empty() : Optional.of(path("--" + option + " ", value));
  }

  List<Path> paths(String option) throws UsageException {
    return paths("--" + option + " ", texts(option));
  }

  List<String> operands() {
    return line.getArgList();
  }

  /** The operands, of which there is at least one. */
  List<Path> files() throws UsageException {
    if (operands().isEmpty()) {
      throw missingOperand();
    }
    return paths("", operands());
  }

  /** The only operand. */
  Path file() throws UsageException {
    return path("", operand());
  }

  String operand() throws UsageException {
    return optionalOperand().orElseThrow(this::missingOperand);
  }

  Optional<String> optionalOperand() throws UsageException {
    if (operands().size() > 1) {
      throw new UsageException(
          "%s takes one %s, got %s"
              .formatted(command.name(), command.operand(), String.join(" ", operands())),
          command.usage());
    }
    return operands().stream().findFirst();
  }

  /** For a command that takes options only. */
  void refuseOperands() throws UsageException {
    if (!operands().isEmpty()) {
      throw new UsageException(
          command.name() + " takes no " + operands().getFirst(), command.usage());
    }
  }

  private UsageException missingOperand() {
    return new UsageException(
        command.name() + " needs " + command.operand() + ", and none is given", command.usage());
  }

  private static List<Path> paths(String what, List<String> texts) throws UsageException {
    List<Path> paths = new ArrayList<>();
    for (String text : texts) {
      paths.add(path(what, text));
    }
    return paths;
  }

  /**
   * @param what before the text on the command line, for messages
   */
  static Path path(String what, String text) throws UsageException {
    if (text.isEmpty()) {
      throw new UsageException(what + "'' is not a path", "give the name of a file or directory");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException(
          what + "'" + text + "' is not a path here: " + e.getReason(),
          "set LC_ALL=C.UTF-8 for names that are not ASCII");
    }
  }

  private static void refuseRepeated(Command command, CommandLine line) throws UsageException {
    for (CommandOption option : command.options()) {
      if (option.takesValue() && !option.repeatable()) {
        String[] values = line.getOptionValues(option.name());
        if (values != null && values.length > 1) {
          throw new UsageException(
              "--" + option.name() + " is given " + values.length + " times", "give it once");
        }
      }
    }
  }

  private static UsageException wrong(Command command, ParseException e) {
    String help = "tea " + command.name() + " --help lists what there is";
    if (e instanceof UnrecognizedOptionException unknown) {
      String given = unknown.getOption();
      int end = given.indexOf('=');
      String name = end < 0 ? given : given.substring(0, end);
      List<String> names = command.options().stream().map(option -> "--" + option.name()).toList();
      return new UsageException(
          "there is no option '" + name + "'", NearestName.fix(name, names, help));
    }
    if (e instanceof MissingArgumentException missing) {
      return new UsageException("--" + missing.getOption().getLongOpt() + " needs a value", help);
    }
    return new UsageException(String.valueOf(e.getMessage()), help);
  }
}
