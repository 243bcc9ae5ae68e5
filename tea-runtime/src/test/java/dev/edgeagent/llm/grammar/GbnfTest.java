package dev.edgeagent.llm.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GbnfTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "root ::= \"a\"",
        "# a comment\n\nroot ::= a # another\n\na ::= \"x\" |\n  \"y\"\r\n",
        "root ::= (\n  \"a\" # in parentheses a rule has lines\n  | \"b\"\n)*",
        "root ::=\n  \"\\x41\\u00e9\\U0001F600\\n\\r\\t\\\\\\\"\\[\\]\\-\"",
        "root ::= [a-z] [^\"\\\\\\x00-\\x1F] [\\]\\-^] [-a] [a-] .",
        "root ::= \"a\"{3} \"b\"{2,} \"c\"{2,5} \"d\"{ 1 , 2 } \"e\"{0} \"f\"{2}{3}+",
        "root ::= \"x\"{0,1999}",
        "root ::= \"(\" root \")\" | ",
        "root ::= é | \"\"\né ::= \"x\"",
        "root ::= 1 - a-1\n1 ::= \"one\"\n- ::= \"minus\"\na-1 ::= \"a\""
      })
  void takesWhatLlamaCppTakes(String gbnf) {
    boolean isAscii = gbnf.codePoints().allMatch(c -> c < 128);
    if (isAscii) {
      assertThatCode(() -> Gbnf.check(gbnf)).doesNotThrowAnyException();
    } else {
      assertThat(error(gbnf)).isEqualTo("grammar:1:10: 'é' means nothing here");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '§',
      value = {
        "root ::= \"a\"~x ::= y ¦ grammar:2:7: rule 'y' is not defined",
        "root ::= \"é😀\" y ¦ grammar:1:15: rule 'y' is not defined",
        "root ::= y{0} ¦ grammar:1:10: rule 'y' is not defined",
        "x ::= \"a\" ¦ grammar:1:1: there is no rule 'root', with which a grammar begins",
        "# nothing ¦ grammar:1:1: there is no rule 'root', with which a grammar begins",
        "root ::= \"a\"~root ::= \"b\" ¦ grammar:2:1: rule 'root' is defined already in line 1",
        "root = \"a\" ¦ grammar:1:6: '::=' is missing after 'root', found '='",
        "root~::= \"a\" ¦ grammar:1:5: '::=' is missing after 'root', found the end of the line",
        "root ::= \"a\"~  | \"b\" ¦ grammar:2:3: a rule's name is missing, found '|'",
        "root ::= my_rule ¦ grammar:1:12: '_' means nothing here",
        "root ::= \"a\") ¦ grammar:1:13: ')' without a '('",
        "root ::= (\"a\" ¦ grammar:1:10: ')' is missing: what begins here has no end",
        "root ::= (\"a\" ] ) ¦ grammar:1:15: ')' is missing, found ']'",
        "root ::= \"a ¦ grammar:1:10: '\"' is missing: what begins here has no end",
        "root ::= [a ¦ grammar:1:10: ']' is missing: what begins here has no end",
        "root ::= [a- ¦ grammar:1:10: ']' is missing: what begins here has no end",
        "root ::= [] ¦ grammar:1:10: no character is in this set",
        "root ::= [\\x00] ¦ grammar:1:10: no character is in this set",
        "root ::= [^\\x01-\\U0010FFFF] ¦ grammar:1:10: no character is in this set",
        "root ::= [z-a] ¦ grammar:1:11: this range is backwards",
        "root ::= \"\\q\" ¦ grammar:1:11: unknown escape '\\q'",
        "root ::= \"\\x4\" ¦ grammar:1:11: this escape needs 2 hexadecimal digits",
        "root ::= \"\\uD83D\\uDE00\" ¦ grammar:1:11: no model can write the character \\uD83D",
        "root ::= \"\\x00\" ¦ grammar:1:11: no model can write the character \\u0000",
        "root ::= \"\\U00110000\" ¦ grammar:1:11: there is no character with the number 0x110000",
        "root ::= \"\\ ¦ grammar:1:11: the grammar ends in an escape",
        "root ::= * ¦ grammar:1:10: there is nothing before '*' to repeat",
        "root ::= \"\"* ¦ grammar:1:12: what is repeated here is always empty",
        "root ::= \"a\"{} ¦ grammar:1:14: a number is missing",
        "root ::= \"a\"{,3} ¦ grammar:1:14: a number is missing",
        "root ::= \"a\"{3;} ¦ grammar:1:15: '}' is missing, found ';'",
        "root ::= \"a\"{5,3} ¦ grammar:1:13: at least 5 times, but at most 3",
        "root ::= \"a\"{2000} ¦ grammar:1:13: llama.cpp repeats at most 1999 times",
        "root ::= \"a\"{0,99999999999999999999} ¦ grammar:1:13: llama.cpp repeats at most 1999"
            + " times",
        "root ::= \"a\"{50}{50} ¦ grammar:1:17: llama.cpp would not repeat this: it makes 50 rules"
            + " of it, 50 times",
        "root ::= (\"a\"{0,50}){50} ¦ grammar:1:21: llama.cpp would not repeat this: it makes 51"
            + " rules of it, 50 times",
        "root ::= root \"a\" | \"b\" ¦ grammar:1:1: rule 'root' can begin with itself (left"
            + " recursion)",
        "root ::= \"a\" x~x ::= y \"a\"~y ::= e x | \"b\"~e ::= f~f ::= | \"q\" ¦ grammar:2:1: rule"
            + " 'x' can begin with itself (left recursion)",
        "root ::= ws* \"a\"~ws ::= \" \"? ¦ grammar:1:12: what is repeated here without end can be"
            + " empty",
        "root ::= (\"a\"*)+ ¦ grammar:1:16: what is repeated here without end can be empty",
        "root ::= \"a\" | x~x ::= \"b\" y~y ::= \"c\" x ¦ grammar:2:1: rule 'x' never comes to an"
            + " end",
        "root ::= <[7]> ¦ grammar:1:10: tokens are not known here",
        "root ::= !<think> ¦ grammar:1:10: only a loaded model can tell whether this is one token",
        "root ::= <[7> ¦ grammar:1:13: ']>' is missing, found '>'"
      })
  void saysWhereAGrammarIsWrong(String gbnf, String message) {
    assertThat(error(gbnf.replace('~', '\n'))).isEqualTo(message);
  }

  @Test
  void saysWhatToDo() {
    var e =
        catchThrowableOfType(GrammarException.class, () -> Gbnf.check("root ::= \"a\"\nx ::= foo"));
    assertThat(e.line()).isEqualTo(2);
    assertThat(e.column()).isEqualTo(7);
    assertThat(e.fix()).isEqualTo("define it, or write it in quotes if it is a text");
  }

  @Test
  void knowsTheTokensOfAModel() throws Exception {
    Gbnf.check("root ::= <[99]> !<[7]>", 100);
    var e =
        catchThrowableOfType(
            GrammarException.class, () -> Gbnf.check("root ::= \"a\" <[100]>", 100));
    assertThat(e).hasMessage("grammar:1:14: there is no token 100: the model has 100");
  }

  @Test
  void refusesCharactersThatAreNone() {
    assertThat(error("root ::= \"a\u0000b\""))
        .isEqualTo("grammar:1:12: a NUL character, at which llama.cpp would stop reading");
    assertThat(error("# \uD83D"))
        .isEqualTo("grammar:1:3: half of a surrogate pair, which is no character");
  }

  @Test
  void refusesWhatWouldTakeTooMuchOfTheStack() {
    assertThat(error("root ::= " + "(".repeat(100_000)))
        .isEqualTo("grammar:1:74: more than 64 parentheses are open");
    assertThat(error("root ::= \"a\"" + "?".repeat(100_000)))
        .isEqualTo("grammar:1:21: more than 8 repetitions of one item");
    String chain =
        IntStream.range(0, 2000).mapToObj(i -> "r" + i + " ::= r" + (i + 1)).collect(lines());
    assertThat(error("root ::= r0\n" + chain + "\nr2000 ::= \"a\""))
        .isEqualTo("grammar:1002:1: more than 1000 rules begin with one another");
  }

  @Test
  void refusesWhatWouldTakeTooMuchMemoryOrTime() {
    String long1999 = "\"" + "a".repeat(1000) + "\"{1999}";
    assertThat(error("root ::= " + long1999))
        .isEqualTo(
            "grammar:1:1012: with its repetitions written out the grammar is too large: more than"
                + " 1000000 characters");
    assertThat(error("root ::= " + "\"a\"{0,1999} ".repeat(30)))
        .isEqualTo(
            "grammar:1:313: with its repetitions written out the grammar is too large: more than"
                + " 50000 rules");
    String doubling =
        IntStream.range(0, 40)
            .mapToObj(i -> "r%d ::= r%d \"x\" | r%d \"y\"".formatted(i, i + 1, i + 1))
            .collect(lines());
    assertThat(error("root ::= r0\n" + doubling + "\nr40 ::= \"a\""))
        .isEqualTo("grammar:1:1: rule 'root' can go on in too many ways for llama.cpp");
    assertThat(error("root ::= \"a\"" + " ".repeat(1 << 20)))
        .isEqualTo("grammar:1:1: the grammar has 1048588 characters, more than 1048576");
  }

  private static java.util.stream.Collector<CharSequence, ?, String> lines() {
    return Collectors.joining("\n");
  }

  private static String error(String gbnf) {
    var e = catchThrowableOfType(GrammarException.class, () -> Gbnf.check(gbnf));
    assertThat(e).as("refused: " + gbnf).isNotNull();
    return e.getMessage();
  }
}
