package dev.edgeagent.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.llm.grammar.Gbnf;
import dev.edgeagent.llm.grammar.GrammarException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link Gbnf} takes, llama.cpp takes: without a word, and without falling over. */
class LlamaGrammarTest {

  private static final int MUTATED = 1000;

  private static final List<String> BY_HAND =
      List.of(
          "root ::= \"yes\" | \"no\"\n",
          "root ::= line+\nline ::= [^\\n]{1,80} \"\\n\"\n",
          "root ::= expr\n"
              + "expr ::= term ([-+*/] term)*\n"
              + "term ::= num | \"(\" expr \")\"\n"
              + "num ::= [0-9]+ (\".\" [0-9]{0,3})?\n",
          "# moves\n"
              + "root ::= (move \" \"){3,5} move? # many\n"
              + "move ::= [KQRBN]? [a-h] [1-8] |\n"
              + "  \"O-O\" \"-O\"?\n",
          "root ::= a b? c{2,} .\n"
              + "a ::= \"\\u00e9\" | \"\\U0001F600\"\n"
              + "b ::= (\n"
              + "  a | \"\" |\n"
              + "  \"b\"\n"
              + ")\n"
              + "c ::= [\\x41-\\x43\\]]\n");

  private static final String[] PIECES = {
    "*",
    "+",
    "?",
    "{2}",
    "{0,3}",
    "{1,}",
    "{0}",
    "{700}",
    "{0,1999}",
    "{2000}",
    "{3,1}",
    "(",
    ")",
    "|",
    "\n",
    " | ",
    "\"",
    "\"x\"",
    "[a-z]",
    "[^a]",
    "[]",
    ".",
    " root ",
    " a ",
    " ws ",
    "\\",
    "\\x00",
    "\\u12",
    "::=",
    "\n#",
    " ",
    "\na ::= ",
    "\nroot ::= ",
    "<[1]>",
    "!",
    "_",
    "-",
    "é",
    "\r\n",
    "\"\"",
    "(a | )",
    "(\"x\"?)*"
  };

  @TempDir private Path directory;

  @Test
  void llamaCppTakesEachGrammarThatIsMadeOfASchema() throws Exception {
    List<String> golden = golden();
    assertThat(llamaCpp(golden)).isEqualTo(new Answer(0, allTaken(golden), ""));
  }

  @Test
  void llamaCppTakesEachMutatedGrammarThatIsFoundGood() throws Exception {
    var random = new Random(1);
    List<String> seeds = new ArrayList<>(BY_HAND);
    seeds.addAll(BY_HAND);
    seeds.addAll(golden());
    Set<String> good = new LinkedHashSet<>();
    int bad = 0;
    while (good.size() < MUTATED) {
      String mutated = mutated(seeds.get(random.nextInt(seeds.size())), random);
      try {
        Gbnf.check(mutated);
        good.add(mutated);
      } catch (GrammarException e) {
        bad++;
      }
    }
    assertThat(bad).isGreaterThan(MUTATED);
    List<String> found = List.copyOf(good);
    assertThat(llamaCpp(found)).isEqualTo(new Answer(0, allTaken(found), ""));
  }

  private static List<String> golden() throws IOException {
    List<String> grammars = new ArrayList<>();
    Path golden = Path.of("src", "test", "resources", "grammar");
    try (Stream<Path> files = Files.list(golden)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".gbnf")).sorted().toList()) {
        grammars.add(Files.readString(file));
      }
    }
    return grammars;
  }

  private static String mutated(String grammar, Random random) {
    var text = new StringBuilder(grammar);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + (random.nextBoolean() ? 0 : random.nextInt(6)));
      int from = random.nextInt(text.length() + 1);
      String piece =
          switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> text.substring(from, Math.min(text.length(), from + random.nextInt(20)));
            default -> PIECES[random.nextInt(PIECES.length)];
          };
      text.replace(at, end, piece);
    }
    return text.toString();
  }

  private static List<String> allTaken(List<String> grammars) {
    return Collections.nCopies(grammars.size(), "taken");
  }

  /**
   * What became of the child.
   *
   * @param answers one for each grammar
   * @param errors what it printed to stderr
   */
  private record Answer(int exitCode, List<String> answers, String errors) {}

  private Answer llamaCpp(List<String> grammars) throws Exception {
    Path file = directory.resolve("grammars");
    try (var out = new DataOutputStream(Files.newOutputStream(file))) {
      for (String grammar : grammars) {
        byte[] bytes = grammar.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
      }
    }
    Path answers = directory.resolve("answers");
    Path errors = directory.resolve("errors");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                GrammarTaker.class.getName(),
                System.getProperty("tea.natives"),
                Path.of(System.getProperty("tea.models"), "demo", "demo.gguf").toString(),
                file.toString())
            .redirectOutput(answers.toFile())
            .redirectError(errors.toFile())
            .start();
    return new Answer(child.waitFor(), Files.readAllLines(answers), Files.readString(errors));
  }
}
