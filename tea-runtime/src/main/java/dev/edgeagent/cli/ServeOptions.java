package dev.edgeagent.cli;

import static dev.edgeagent.cli.CommandOption.Group.MODEL;
import static dev.edgeagent.cli.CommandOption.Group.OUTPUT;
import static dev.edgeagent.cli.CommandOption.Group.SERVER;

import java.util.ArrayList;
import java.util.List;

/** The table of {@code tea serve}. */
final class ServeOptions {

  static final String TOKEN = "TEA_SERVE_TOKEN";

  private ServeOptions() {}

  static Command command() {
    return new Command(
        "serve",
        "",
        Completion.NONE,
        "answer over HTTP as the OpenAI API does",
        """
        Programs made for the OpenAI API work with this one: give them the address that
        it prints. It listens on this machine only, unless --host says otherwise; then
        clients must send a token. Ctrl-C ends it.
        """,
        List.of("tea serve", "tea serve --gguf model.gguf --port 0 --model-alias gpt-4o-mini"),
        options());
  }

  private static List<CommandOption> options() {
    List<CommandOption> options = new ArrayList<>();
    options.add(ModelOptions.gguf());
    options.add(
        value(MODEL, "model-alias", "NAME", "what clients call it (repeatable)").repeated());
    options.addAll(ModelOptions.computing());
    options.add(ModelOptions.chatTemplate());
    options.add(value(SERVER, "host", "ADDRESS", "listen there (127.0.0.1)"));
    options.add(value(SERVER, "port", "N", "0 for any that is free (8080)"));
    options.add(value(SERVER, "token-env", "NAME", "variable with the token (" + TOKEN + ")"));
    options.add(
        CommandOption.value(
            SERVER, "", "token-file", "FILE", "file with the token", Completion.ANY_FILE));
    options.add(value(SERVER, "queue", "N", "how many requests may wait (16)"));
    options.add(CommandOption.flag(OUTPUT, "v", "verbose", "log of requests and of the engine"));
    options.add(RunOptions.HELP);
    return options;
  }

  private static CommandOption value(
      CommandOption.Group group, String name, String argument, String description) {
    return CommandOption.value(group, "", name, argument, description, Completion.NONE);
  }
}
