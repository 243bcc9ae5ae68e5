package dev.edgeagent.cli;

import dev.edgeagent.workflow.NearestName;
import dev.edgeagent.workflow.WorkflowException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
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

  /** Runs the command line, and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(runInProcess(args));
  }

  private static int runInProcess(String... args) {
    PrintStream out = utf8(new FileOutputStream(FileDescriptor.out));
    PrintStream err = utf8(new FileOutputStream(FileDescriptor.err));
    int code = new Main(out, err, System.in, System.getenv()).run(args);
    if (out.checkError()) {
      err.println(
          "tea: the answer cannot be written to stdout\n"
              + "  Fix: check the disk or the pipe that it goes to");
      code = FAILED;
    }
    err.flush();
    return code;
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
      for (WorkflowException one : e.all()) {
        err.println(one.position() == null ? "tea: " + one.getMessage() : one.getMessage());
      }
      explain(e, args);
      return FAILED;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      err.println("tea: internal error: " + e + "\n  Fix: please report it, with what -v prints");
      explain(e, args);
      return FAILED;
    } finally {
      err.flush();
    }
  }

  private void explain(Throwable failure, String... args) {
    if (List.of(args).contains("-v") || List.of(args).contains("--verbose")) {
      failure.printStackTrace(err);
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
