package dev.edgeagent.cli;

import dev.edgeagent.workflow.WorkflowException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The {@code tea} command. What a command is asked for goes to {@code out} and nothing else does;
 * everything else goes to {@code err}.
 */
public final class Main {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  /** Stopped to be resumed, or by Ctrl-C: what shells report for SIGINT. */
  static final int INTERRUPTED = 130;

  private final Context context;
  private final PrintStream out;
  private final PrintStream err;

  /** Takes the streams and variables of a process, or a test's; no terminal is among them. */
  public Main(PrintStream out, PrintStream err, InputStream in, Map<String, String> environment) {
    this(new Context(out, err, in, environment, () -> false, () -> false));
  }

  private Main(Context context) {
    this.context = context;
    this.out = context.out();
    this.err = context.err();
  }

  /** Runs the command line, and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(runInProcess(args));
  }

  private static int runInProcess(String... args) {
    PrintStream out = utf8(new FileOutputStream(FileDescriptor.out));
    PrintStream err = utf8(new FileOutputStream(FileDescriptor.err));
    var context =
        new Context(
            out, err, System.in, System.getenv(), Terminal::isStderr, Terminal::isConversation);
    int code = new Main(context).run(args);
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
    return new PrintStream(new BufferedOutputStream(stream), false, StandardCharsets.UTF_8);
  }

  /**
   * Runs one command line.
   *
   * @return the exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted
   */
  public int run(String... args) {
    try {
      return dispatch(List.of(args));
    } catch (UsageException e) {
      err.println("tea: " + e.getMessage() + "\n  Fix: " + e.fix());
      return USAGE;
    } catch (WorkflowException e) {
      e.all().forEach(one -> err.println(line(one)));
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

  /** An error in tea's form; one without a place is tea's own. */
  static String line(WorkflowException error) {
    return (error.position() == null ? "tea: " : "") + error.getMessage();
  }

  private void explain(Throwable failure, String... args) {
    if (List.of(args).contains("-v") || List.of(args).contains("--verbose")) {
      failure.printStackTrace(err);
    }
  }

  private int dispatch(List<String> words) throws UsageException, WorkflowException {
    String first = words.isEmpty() ? "--help" : words.getFirst();
    switch (first) {
      case "--version", "-V" -> out.println("tea " + Version.current());
      case "--impl" -> out.println("java");
      case "--help", "-h" -> out.print(Help.ofTea());
      default -> {
        Command command = Commands.known(first);
        Arguments arguments = Arguments.parse(command, words.subList(1, words.size()));
        if (!arguments.has("help")) {
          return run(first, arguments);
        }
        out.print(Help.of(command));
      }
    }
    return DONE;
  }

  private int run(String command, Arguments arguments) throws UsageException, WorkflowException {
    return switch (command) {
      case "run" -> RunCommand.run(arguments, context);
      case "resume" -> ResumeCommand.run(arguments, context);
      case "validate" -> ValidateCommand.run(arguments, context);
      case "inspect" -> InspectCommand.run(arguments, context);
      case "actions" -> ActionsCommand.run(arguments, context);
      case "chat" -> ChatCommand.run(arguments, context);
      case "embed" -> EmbedCommand.run(arguments, context);
      case "model" -> ModelCommand.run(arguments, context);
      case "doctor" -> DoctorCommand.run(arguments, context);
      case "licenses" -> LicensesCommand.run(arguments, context);
      case "serve" -> ServeCommand.run(arguments, context);
      case "completion" -> CompletionCommand.run(arguments, context);
      case "help" -> HelpCommand.run(arguments, context);
      default -> throw new IllegalStateException(command);
    };
  }
}
