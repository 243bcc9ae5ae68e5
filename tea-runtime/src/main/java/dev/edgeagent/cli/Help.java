package dev.edgeagent.cli;

/** What {@code --help} prints. */
final class Help {

  static final String TEA =
      """
      tea runs workflows written in YAML; the language model that answers them is part of this program or a file.

      Usage:
        tea run FILE.yaml [options]     run a workflow, print its final state as JSON
        tea --version                   print the version
        tea --impl                      print the implementation's name: java
        tea --help, tea run --help      print this, or the options of run

      Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.
      """;

  static final String RUN =
      """
      Runs a workflow and prints its final state as JSON on stdout. Everything else goes to stderr.

      Usage: tea run FILE.yaml [options]

        -i, --input JSON     the first state: a JSON object
            --input @FILE    ... from a file
            --input -        ... from stdin
            --gguf FILE      the model, whatever else says which one
        -v, --verbose        the log of the model's engine on stderr
        -h, --help           this text

      The model is the first of: --gguf, $TEA_MODEL_PATH, a node's model_path, settings.llm.model_path,
      the one in the AppImage, the one in ~/.cache/tea/models. Of several in a directory, $TEA_MODEL names one.

      Example:
        tea run chat.yaml --input '{"question": "What is 2+2?"}'
      """;

  private Help() {}
}
