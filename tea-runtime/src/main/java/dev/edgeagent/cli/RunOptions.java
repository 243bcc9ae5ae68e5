package dev.edgeagent.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@code tea run}.
 *
 * @param file the workflow
 * @param input the text after {@code --input}: JSON, {@code @FILE} or {@code -}; null if it is not
 *     given
 * @param gguf a model that wins over all other choices; null if it is not given
 * @param verbose whether the log of the model's engine goes to stderr
 */
record RunOptions(
    Path file, @Nullable String input, @Nullable Path gguf, boolean verbose, boolean help) {

  static RunOptions parse(String... args) throws ParseException, UsageException {
    CommandLine line =
        DefaultParser.builder().setAllowPartialMatching(false).get().parse(options(), args);
    List<String> files = line.getArgList();
    boolean help = line.hasOption("help");
    if (!help && files.size() != 1) {
      throw new UsageException(
          files.isEmpty()
              ? "run needs a workflow"
              : "run takes one workflow, got " + String.join(" ", files),
          "tea run FILE.yaml [--input JSON|@FILE|-]");
    }
    return new RunOptions(
        path(help ? "" : files.getFirst()),
        line.getOptionValue("input"),
        line.hasOption("gguf") ? path(line.getOptionValue("gguf")) : null,
        line.hasOption("verbose"),
        help);
  }

  private static Path path(String text) throws UsageException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException(
          "'" + text + "' is not a path here: " + e.getReason(),
          "set LC_ALL=C.UTF-8 for names that are not ASCII");
    }
  }

  private static Options options() {
    return new Options()
        .addOption(Option.builder("i").longOpt("input").hasArg().get())
        .addOption(Option.builder().longOpt("gguf").hasArg().get())
        .addOption(Option.builder("v").longOpt("verbose").get())
        .addOption(Option.builder("h").longOpt("help").get());
  }
}
