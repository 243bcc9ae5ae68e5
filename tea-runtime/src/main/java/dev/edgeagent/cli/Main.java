package dev.edgeagent.cli;

import dev.edgeagent.workflow.NearestName;
import dev.edgeagent.workflow.WorkflowException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.ParseException;

/**
 * The {@code tea} command. What a command is asked for goes to {@code out} and nothing else does;
 * everything else goes to {@code err}.
 */
public final class Main {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  private static final List<String> COMMANDS = List.of("run");

  private final PrintStream out;
  private final PrintStream err;
  private final InputStream in;
  private final Map<String, String> environment;

  /** Takes the streams and variables of a process, or a test's. */
  public Main(PrintStream out, PrintStream err, InputStream in, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.in = in;
    this.environment = environment;
  }

  public static void main(String[] args) {
    PrintStream out = utf8(new java.io.FileOutputStream(java.io.FileDescriptor.out));
    PrintStream err = utf8(new java.io.FileOutputStream(java.io.FileDescriptor.err));
    int code = new Main(out, err, System.in, System.getenv()).run(args);
    out.flush();
    err.flush();
    System.exit(out.checkError() && code == DONE ? FAILED : code);
  }

  /** Whatever the locale of a container says, text is UTF-8 as it is in the workflows. */
  private static PrintStream utf8(OutputStream stream) {
    return new PrintStream(new java.io.BufferedOutputStream(stream), false, StandardCharsets.UTF_8);
  }

  /**
   * Runs one command line.
   *
   * @return the exit code: 0 done, 1 failed, 2 wrong usage
   */
  public int run(String... args) {
    try {
      return dispatch(args);
    } catch (UsageException e) {
      err.println("tea: " + e.getMessage() + "\n  Fix: " + e.fix());
      return USAGE;
    } catch (WorkflowException e) {
      err.println(e.position() == null ? "tea: " + e.getMessage() : e.getMessage());
      return FAILED;
    } finally {
      err.flush();
    }
  }

  private int dispatch(String... args) throws UsageException, WorkflowException {
    String first = args.length == 0 ? "--help" : args[0];
    switch (first) {
      case "--version", "-V" -> out.println("tea " + Version.current());
      case "--impl" -> out.println("java");
      case "--help", "-h", "help" -> out.print(Help.TEA);
      case "run" -> {
        return runWorkflow(Arrays.copyOfRange(args, 1, args.length));
      }
      default -> throw unknown(first);
    }
    return DONE;
  }

  private int runWorkflow(String... args) throws UsageException, WorkflowException {
    try {
      var options = RunOptions.parse(args);
      if (options.help()) {
        out.print(Help.RUN);
        return DONE;
      }
      new RunCommand(out, err, in, environment).run(options);
      return DONE;
    } catch (ParseException e) {
      throw UsageException.of(e);
    }
  }

  private static UsageException unknown(String first) {
    if (first.endsWith(".yaml") || first.endsWith(".yml")) {
      return new UsageException("'" + first + "' is not a command", "tea run " + first);
    }
    return new UsageException(
        (first.startsWith("-") ? "there is no option " : "there is no command ")
            + "'"
            + first
            + "'",
        NearestName.of(first, COMMANDS)
            .map(name -> "did you mean 'tea " + name + "'?")
            .orElse("tea --help lists what there is"));
  }
}
