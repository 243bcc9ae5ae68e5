package dev.edgeagent.action.builtin;

import dev.edgeagent.action.ActionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** What the actions that read and write files have in common. */
final class TextFile {

  /** Longer ones would not fit into the memory that a workflow has, several times over. */
  private static final long MAX_BYTES = 256L << 20;

  private TextFile() {}

  /** Without {@code file://}, which the reference takes and drops. */
  static String local(String path) {
    return path.startsWith("file://") ? path.substring("file://".length()) : path;
  }

  /** Whether it names something on another machine: s3://, github:// and so on. */
  static boolean isRemote(String path) {
    return path.matches("[A-Za-z][A-Za-z0-9+.-]*://.*");
  }

  static Map<String, Object> remote(String path) {
    return Result.failure(
        "'"
            + path.substring(0, path.indexOf("://"))
            + "://' is not available: tea reads and writes"
            + " local files only",
        "backend_not_installed");
  }

  /**
   * By Python's and Java's names: utf-8, utf8, latin-1, ascii, cp1252, utf-16.
   *
   * @throws ActionException if there is none of that name
   */
  static Charset charset(String name) throws ActionException {
    String known =
        switch (name.strip().toLowerCase(Locale.ROOT).replace('_', '-')) {
          case "latin-1", "l1" -> "ISO-8859-1";
          case "utf-8-sig" -> "UTF-8";
          default -> name.strip();
        };
    try {
      return Charset.forName(known);
    } catch (IllegalArgumentException e) {
      throw new ActionException(
          "unknown encoding '" + name + "'", "use utf-8, latin-1, ascii or utf-16", e);
    }
  }

  /**
   * @throws CharacterCodingException with the offset if the bytes are not of that encoding
   */
  static String read(Path file, Charset charset) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(
          file.toString(), null, Files.isDirectory(file) ? "Is a directory" : "Not a file");
    }
    if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
      throw new FileSystemException(
          file.toString(), null, "more than " + (MAX_BYTES >> 20) + " MiB is too large to read");
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text =
        CharBuffer.allocate(
            (int) Math.ceil(bytes.remaining() * (double) decoder.maxCharsPerByte()));
    CoderResult end = decoder.decode(bytes, text, true);
    if (!end.isError()) {
      end = decoder.flush(text);
    }
    if (end.isError()) {
      throw new WrongEncoding(charset, bytes.position());
    }
    return text.flip().toString();
  }

  /** A byte that the encoding has not. */
  private static final class WrongEncoding extends CharacterCodingException {
    private static final long serialVersionUID = 1;

    private final String what;

    WrongEncoding(Charset charset, int offset) {
      this.what = "not " + charset.name() + " text: see the byte at offset " + offset;
    }

    @Override
    public String getMessage() {
      return what;
    }
  }

  /**
   * What went wrong, in the reference's words.
   *
   * @param path as the workflow gave it
   * @param otherwise the error_type of what is neither missing nor forbidden
   */
  static Map<String, Object> failure(IOException e, String what, String path, String otherwise) {
    return switch (e) {
      case NoSuchFileException _ -> Result.failure(what + " not found: " + path, "not_found");
      case AccessDeniedException _ ->
          Result.failure("Permission denied: " + path, "permission_denied");
      case NotDirectoryException _ -> Result.failure("Not a directory: " + path, otherwise);
      case FileSystemException f when f.getReason() != null ->
          Result.failure(f.getReason() + ": " + path, otherwise);
      default -> Result.failure(path + ": " + e.getMessage(), otherwise);
    };
  }
}
