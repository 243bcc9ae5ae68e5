package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completions in the shells that they are for. */
class CompletionTest {

  @TempDir Path directory;
  private InProcess tea;

  @BeforeEach
  void files() throws IOException {
    tea = new InProcess(directory);
    for (String name : List.of("chat one.yaml", "chat.yml", "chat.txt", "m.gguf")) {
      Files.createFile(directory.resolve(name));
    }
    Files.createDirectory(directory.resolve("chats"));
  }

  @Test
  void completeInBash() throws Exception {
    Tool.assume("bash");
    script("bash");
    assertThat(bash("'va'")).containsExactly("validate");
    assertThat(bash("'--v'")).containsExactly("--version");
    assertThat(bash("run '--ba'")).containsExactly("--backend");
    assertThat(bash("run --backend ''")).containsExactly("local", "api", "auto");
    assertThat(bash("run --backend = 'a'")).containsExactly("api", "auto");
    assertThat(bash("run --backend '='")).containsExactly("local", "api", "auto");
    assertThat(bash("inspect -f 'm'")).containsExactly("mermaid");
    assertThat(bash("run 'cha'")).containsExactlyInAnyOrder("chat one.yaml", "chat.yml", "chats");
    assertThat(bash("run --gguf ''")).containsExactlyInAnyOrder("m.gguf", "chats");
    assertThat(bash("run -c ''")).containsExactly("chats");
    assertThat(bash("completion ''")).containsExactly("bash", "zsh", "fish");
    assertThat(bash("help 're'")).containsExactly("resume");
    assertThat(bash("run --timeout ''")).isEmpty();
    assertThat(bash("run '-'")).hasSize(optionNames("run"));
  }

  @Test
  void completeInZsh() throws Exception {
    Tool.assume("zsh");
    script("zsh");
    assertThat(zsh("tea va")).contains("tea validate ");
    assertThat(zsh("tea run --ba")).contains("tea run --backend=");
    assertThat(zsh("tea run --backend=lo")).contains("--backend=local");
    assertThat(zsh("tea inspect -f me")).contains("inspect -f mermaid");
    assertThat(zsh("tea run chat.")).contains("chat.yml").doesNotContain("chat.txt");
    assertThat(zsh("tea run -c ch")).contains("-c chats/");
  }

  @Test
  void completeInFish() throws Exception {
    Tool.assume("fish");
    script("fish");
    assertThat(fish("tea va")).containsExactly("validate");
    assertThat(fish("tea run --ba")).containsExactly("--backend");
    assertThat(fish("tea run --backend ")).containsExactlyInAnyOrder("local", "api", "auto");
    assertThat(fish("tea run --backend=l")).containsExactly("--backend=local");
    assertThat(fish("tea inspect -f m")).containsExactly("mermaid");
    assertThat(fish("tea run cha")).contains("chat.yml", "chat one.yaml", "chats/");
    assertThat(fish("tea run -c ch")).containsExactly("chats/");
    assertThat(fish("tea help run --ba")).isEmpty();
  }

  @Test
  void refusesOtherShells() {
    assertThat(tea.run("completion", "tcsh")).isEqualTo(Main.USAGE);
    assertThat(tea.err())
        .isEqualTo(
            "tea: there are no completions for 'tcsh'\n  Fix: use one of: bash, zsh, fish\n");
    assertThat(tea.run("completion")).isEqualTo(Main.USAGE);
    assertThat(tea.err())
        .isEqualTo(
            "tea: completion needs bash|zsh|fish, and none is given\n"
                + "  Fix: tea completion bash|zsh|fish [options]\n");
  }

  private static int optionNames(String command) {
    return Help.command(command).options().stream()
        .mapToInt(option -> option.letter().isEmpty() ? 1 : 2)
        .sum();
  }

  private void script(String shell) throws IOException {
    assertThat(tea.run("completion", shell)).isZero();
    Files.writeString(directory.resolve("script." + shell), tea.out());
  }

  /** What bash offers for the last of the words, which are as bash splits them. */
  private List<String> bash(String words) throws Exception {
    String program =
        """
        set -u
        source script.bash
        COMP_WORDS=(tea %s)
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _tea 2>/dev/null
        for word in ${COMPREPLY[@]+"${COMPREPLY[@]}"}; do echo "$word"; done
        """
            .formatted(words);
    return output(List.of("bash", "--norc", "-c", program)).lines().toList();
  }

  /** The terminal of a zsh after the words and a tab. */
  private String zsh(String words) throws Exception {
    String program =
        """
        zmodload zsh/zpty
        zpty -b z 'TERM=dumb PS1="READY> " zsh -f -i'
        wait_for() { local all= part; while [[ $all != *$1* ]]; do zpty -r z part '*'$1'*' || return; all+=$part; done; print -r -- $all }
        wait_for 'READY> ' >/dev/null
        zpty -w z 'autoload -Uz compinit; compinit -u -D; source ./script.zsh; setopt noautolist nolistambiguous; bindkey "^X" end-of-line; show() { print -r -- "BUFFER[$BUFFER]END"; BUFFER=; zle redisplay }; zle -N show; bindkey "^O" show; print DO''NE'
        wait_for DONE >/dev/null
        zpty -n -w z $'%s\\t\\C-o'
        wait_for ']END'
        zpty -d z
        """
            .formatted(words);
    String output = output(List.of("zsh", "-f", "-c", program));
    int start = output.lastIndexOf("BUFFER[");
    int end = output.lastIndexOf("]END");
    assertThat(start).as(output).isBetween(0, end);
    return output.substring(start + "BUFFER[".length(), end);
  }

  private List<String> fish(String line) throws Exception {
    return output(List.of("fish", "-N", "-c", "source script.fish; complete -C '" + line + "'"))
        .lines()
        .map(candidate -> candidate.split("\t", 2)[0])
        .toList();
  }

  private String output(List<String> command) throws IOException, InterruptedException {
    return Tool.output(
        directory,
        Map.of("HOME", directory.toString(), "LC_ALL", "C.UTF-8", "TERM", "dumb"),
        command);
  }
}
