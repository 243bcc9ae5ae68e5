package dev.edgeagent.cli;

import dev.edgeagent.workflow.WorkflowException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Texts from files that the command line names. */
final class TextFiles {

  private TextFiles() {}

  /**
   * @param name of a file in UTF-8
   * @param option before the name on the command line, for messages
   */
  static String read(String name, String option) throws WorkflowException, UsageException {
    Path file = Arguments.path(option, name);
    try {
      return decoded(name, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new WorkflowException(
          null,
          option
              + name
              + " cannot be read: "
              + (e instanceof NoSuchFileException ? "no such file" : e.toString()),
          "check the path after @",
          e);
    }
  }

  /**
   * @param source of the bytes, for messages
   */
  static String decoded(String source, byte[] bytes) throws WorkflowException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new WorkflowException(null, source + " is not UTF-8 text", "save it as UTF-8", e);
    }
  }
}
