package dev.edgeagent.cli.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The lines of a file or a pipe, in UTF-8. */
public final class PipedMessages implements Messages {

  private final BufferedReader lines;

  /** Reads a stream, which is not closed. */
  public PipedMessages(InputStream in) {
    lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  @Override
  public Next next() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      return new Next.End();
    }
    var typed = new StringBuilder(line);
    while (!MessageText.isComplete(typed.toString())) {
      line = lines.readLine();
      if (line == null) {
        break;
      }
      typed.append('\n').append(line);
    }
    return new Next.Typed(typed.toString());
  }

  @Override
  public Interrupts onInterrupt(Runnable stop) {
    return () -> {};
  }

  @Override
  public void close() {}
}
