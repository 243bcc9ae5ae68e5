package dev.edgeagent.cli;

import static dev.edgeagent.cli.CommandOption.Group.MODEL;
import static dev.edgeagent.cli.CommandOption.Group.OUTPUT;
import static dev.edgeagent.cli.CommandOption.Group.SERVER;

import dev.edgeagent.llm.KvType;
import dev.edgeagent.llm.LoadSettings;
import java.util.Arrays;
import java.util.List;

/** The table of {@code tea serve}. */
final class ServeOptions {

  static final String TOKEN = "TEA_SERVE_TOKEN";

  private static final List<String> KV_TYPES =
      Arrays.stream(KvType.values()).map(KvType::toString).toList();

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
        List.of(
            CommandOption.value(
                MODEL, "", "gguf", "FILE", "the model", new Completion.Files(List.of("gguf"))),
            CommandOption.value(
                    MODEL,
                    "",
                    "model-alias",
                    "NAME",
                    "what clients call it (repeatable)",
                    Completion.NONE)
                .repeated(),
            CommandOption.value(
                MODEL,
                "",
                "engine",
                "NAME",
                String.join(", ", LoadSettings.ENGINES),
                new Completion.Words(LoadSettings.ENGINES)),
            number("n-ctx", "context for each request, in tokens (auto)"),
            number("n-threads", "threads that compute (auto)"),
            number("n-batch", "tokens of a prompt read at a time"),
            number("n-gpu-layers", "layers that a GPU computes (0)"),
            CommandOption.value(
                MODEL,
                "",
                "kv-type",
                "NAME",
                "precision of the context (f16)",
                new Completion.Words(KV_TYPES)),
            CommandOption.flag(MODEL, "", "repack", "faster prompts for more memory"),
            CommandOption.value(
                MODEL,
                "",
                "chat-template",
                "FILE",
                "Jinja in place of the model's own",
                Completion.ANY_FILE),
            CommandOption.value(
                SERVER, "", "host", "ADDRESS", "listen there (127.0.0.1)", Completion.NONE),
            CommandOption.value(
                SERVER, "", "port", "N", "0 for any that is free (8080)", Completion.NONE),
            CommandOption.value(
                SERVER,
                "",
                "token-env",
                "NAME",
                "variable with the token (" + TOKEN + ")",
                Completion.NONE),
            CommandOption.value(
                SERVER, "", "token-file", "FILE", "file with the token", Completion.ANY_FILE),
            CommandOption.value(
                SERVER, "", "queue", "N", "how many requests may wait (16)", Completion.NONE),
            CommandOption.flag(OUTPUT, "v", "verbose", "log of requests and of the engine"),
            RunOptions.HELP));
  }

  private static CommandOption number(String name, String description) {
    return CommandOption.value(MODEL, "", name, "N", description, Completion.NONE);
  }
}
