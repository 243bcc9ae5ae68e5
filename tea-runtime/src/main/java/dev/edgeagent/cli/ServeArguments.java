package dev.edgeagent.cli;

import dev.edgeagent.llm.ModelLocator;
import dev.edgeagent.server.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the command line of {@code tea serve} says. */
final class ServeArguments {

  private final Arguments arguments;
  private final Context context;

  ServeArguments(Arguments arguments, Context context) {
    this.arguments = arguments;
    this.context = context;
  }

  ServerSettings settings() throws UsageException {
    InetAddress address = address();
    String token = token();
    if (token == null && !address.isLoopbackAddress()) {
      throw new UsageException(
          "--host "
              + address.getHostAddress()
              + " lets other machines in, and there is no token that they must send",
          "set " + ServeOptions.TOKEN + ", or give --token-env or --token-file");
    }
    try {
      return new ServerSettings(
          address,
          number("port", 8080),
          token,
          number("queue", 16),
          arguments.texts("model-alias"),
          new ModelOptions(arguments).context(),
          ServerSettings.Limits.DEFAULT);
    } catch (IllegalArgumentException e) {
      throw ModelOptions.refused(e);
    }
  }

  private InetAddress address() throws UsageException {
    String host = arguments.text("host").orElse("127.0.0.1");
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new UsageException(
          "--host " + host + " is not an address of this machine",
          "--host 127.0.0.1 for this machine only, --host 0.0.0.0 for all networks");
    }
  }

  /** Not an option of its own: everybody on this machine can read command lines. */
  private @Nullable String token() throws UsageException {
    Path file = arguments.path("token-file").orElse(null);
    String variable = arguments.text("token-env").orElse(ServeOptions.TOKEN);
    if (file != null && arguments.has("token-env")) {
      throw new UsageException(
          "--token-env and --token-file exclude each other", "leave one of them out");
    }
    String token = file == null ? context.environment().get(variable) : read(file);
    if (token == null && arguments.has("token-env")) {
      throw new UsageException(
          "--token-env " + variable + ": the variable is not set", "export " + variable + "=...");
    }
    if (token != null && token.isBlank()) {
      throw new UsageException(
          "the token in " + (file == null ? variable : file) + " is empty",
          "give a token that nobody guesses: openssl rand -hex 32");
    }
    return token == null ? null : token.strip();
  }

  /** What a shell replaces by the token that clients must send; null if there is none. */
  @Nullable String tokenWord() throws UsageException {
    Path file = arguments.path("token-file").orElse(null);
    return file != null
        ? "$(cat " + ShellWords.quoted(file.toString()) + ")"
        : token() == null ? null : "$" + arguments.text("token-env").orElse(ServeOptions.TOKEN);
  }

  private String read(Path file) throws UsageException {
    try {
      return Files.readString(
          Path.of(ModelLocator.expanded(file.toString(), context.environment())));
    } catch (IOException e) {
      throw new UsageException(
          "--token-file " + file + " cannot be read: " + e.getMessage(), "check the path");
    }
  }

  private int number(String option, int otherwise) throws UsageException {
    String text = arguments.text(option).orElse(null);
    try {
      return text == null ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new UsageException(
          "--" + option + " must be a whole number, got '" + text + "'",
          "--" + option + " " + otherwise);
    }
  }
}
