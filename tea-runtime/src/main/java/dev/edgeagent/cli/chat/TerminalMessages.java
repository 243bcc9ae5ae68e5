package dev.edgeagent.cli.chat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** What somebody types at a terminal: with line editing, a history, and lines that go on. */
public final class TerminalMessages implements Messages {

  private static final String PROMPT = "> ";
  private static final String MORE = ". ";
  private static final int HISTORY_LINES = 1000;

  private final Terminal terminal;
  private final LineReader reader;

  private TerminalMessages(Terminal terminal, LineReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  /**
   * Takes the process's terminal until it is closed.
   *
   * @param history the file that keeps what is typed, for its owner only; null for none
   * @throws IOException if the terminal or the file cannot be used
   */
  public static TerminalMessages open(@Nullable Path history) throws IOException {
    // Else JLine sees a Ctrl-C twice, as a signal and as a character, and sometimes takes it for
    // two.
    System.setProperty(TerminalBuilder.PROP_SOFTWARE_SIGNALS, "false");
    Terminal terminal =
        TerminalBuilder.builder()
            .system(true)
            .systemOutput(TerminalBuilder.SystemOutput.SysOut)
            .encoding(StandardCharsets.UTF_8)
            .build();
    if (terminal.getSize().getColumns() == 0) { // as containers have it; nothing would be shown
      terminal.setSize(Size.of(80, 24));
    }
    // JLine asks the terminal what it can do, once, and throws away what is typed until then.
    boolean ignored = terminal.isModeSupported(Terminal.Mode.SYNCHRONIZED_OUTPUT);
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .appName("tea")
            .terminal(terminal)
            .parser(TerminalMessages::parse)
            .completer(new StringsCompleter(ChatLoop.COMMANDS))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true) // a ! is a ! in a message
            .option(LineReader.Option.DISABLE_HIGHLIGHTER, true)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, MORE)
            .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES);
    if (history != null) {
      create(history);
      builder.variable(LineReader.HISTORY_FILE, history);
    }
    return new TerminalMessages(terminal, builder.build());
  }

  /** With permissions from its first moment on; one that is there keeps those that it has. */
  private static void create(Path history) throws IOException {
    Path directory = history.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    try {
      Files.createFile(
          history,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) { // as it should be, from the second time on
    }
  }

  private static org.jline.reader.ParsedLine parse(
      String line, int cursor, Parser.ParseContext context) {
    boolean isEntered =
        context == Parser.ParseContext.ACCEPT_LINE
            || context == Parser.ParseContext.SECONDARY_PROMPT;
    if (isEntered && !MessageText.isComplete(line)) {
      throw new EOFError(-1, cursor, "more lines belong to this message", "");
    }
    return new DefaultParser()
        .escapeChars(new char[0])
        .quoteChars(new char[0])
        .parse(line, cursor, context);
  }

  @Override
  public Next next() {
    try {
      return new Next.Typed(reader.readLine(PROMPT));
    } catch (UserInterruptException e) {
      return e.getPartialLine().isEmpty() ? new Next.Interrupted() : new Next.TakenBack();
    } catch (EndOfFileException e) {
      return new Next.End();
    }
  }

  @Override
  public Interrupts onInterrupt(Runnable stop) {
    Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, _ -> stop.run());
    return () -> {
      Terminal.SignalHandler ignored = terminal.handle(Terminal.Signal.INT, before);
    };
  }

  /** Writes the history and gives the terminal back as it was. */
  @Override
  public void close() throws IOException {
    reader.getHistory().save();
    terminal.close();
  }
}
