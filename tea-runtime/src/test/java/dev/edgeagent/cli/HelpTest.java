package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HelpTest {

  @Test
  void greetsNewcomers() {
    assertThat(Help.ofTea())
        .isEqualTo(
            """
            tea runs workflows written in YAML: nodes that ask a language model, call
            actions or compute, each one's result going into a common state. The model is
            part of this program or a file; nothing leaves this machine unless you say so.

            Examples:
              tea run chat.yaml --input '{"question": "What is 2+2?"}'
              tea validate chat.yaml
              tea chat

            Commands:
              run         run a workflow, print its final state as JSON
              resume      continue a run that was interrupted
              validate    check workflows without running them
              inspect     show a workflow's nodes and edges
              actions     list what nodes can do, with all parameters
              chat        talk with the model
              embed       turn texts into vectors that can be compared
              serve       answer over HTTP as the OpenAI API does
              model       show which model is taken, and what it needs
              doctor      check whether tea can work on this machine
              licenses    show the licences of the model and the software
              completion  print a shell's completions for tea
              help        explain a command

            tea COMMAND --help explains a command. Further: --version (-V), --impl, --help.
            Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.
            """);
  }

  @Test
  void explainsACommand() {
    assertThat(Help.of(Help.command("inspect")))
        .isEqualTo(
            """
            tea inspect: show a workflow's nodes and edges

            Usage: tea inspect FILE.yaml [options]

            Input:
                  --overlay FILE              YAML laid over the workflow (repeatable)

            Output:
              -f, --format text|json|dot|mermaid  how (text)

            Safety:
                  --actions DIR               JARs with further actions (repeatable)

            Other:
              -h, --help                      this text

            Example:
              tea inspect chat.yaml -f dot | dot -Tsvg > chat.svg
            """);
  }

  @Test
  void fitsOnATerminal() {
    assertThat(Help.ofTea().lines()).allMatch(line -> line.length() <= 80);
    for (String name : Commands.NAMES) {
      assertThat(Help.of(Help.command(name)).lines()).allMatch(line -> line.length() <= 80);
    }
  }

  @Test
  void hasEachOptionOnce() {
    for (String name : Commands.NAMES) {
      Set<String> seen = new HashSet<>();
      List<String> twice = new ArrayList<>();
      for (CommandOption option : Help.command(name).options()) {
        if (!seen.add("--" + option.name())
            || (!option.letter().isEmpty() && !seen.add("-" + option.letter()))) {
          twice.add(option.name());
        }
      }
      assertThat(twice).as(name).isEmpty();
    }
  }

  @Test
  void everyOptionIsUnderstoodAsItsTableSays() throws UsageException {
    for (String name : Commands.NAMES) {
      Command command = Help.command(name);
      for (CommandOption option : command.options()) {
        List<String> words = new ArrayList<>(List.of("--" + option.name()));
        if (option.takesValue()) {
          words.add("v");
        }
        Arguments arguments = Arguments.parse(command, words);
        assertThat(arguments.has(option.name())).isTrue();
        assertThat(arguments.text(option.name()).isPresent()).isEqualTo(option.takesValue());
        assertThat(arguments.operands()).isEmpty();
      }
    }
  }
}
