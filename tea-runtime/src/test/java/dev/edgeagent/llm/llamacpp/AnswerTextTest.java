package dev.edgeagent.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTextTest {

  private final List<String> pieces = new ArrayList<>();

  @Test
  void joinsCharactersThatAreSplitOverTokens() {
    var text = new AnswerText(List.of(), pieces::add);
    for (byte b : "Grüße 🍵".getBytes(StandardCharsets.UTF_8)) {
      assertThat(text.append(new byte[] {b})).isFalse();
    }
    assertThat(text.finish()).isEqualTo("Grüße 🍵");
    assertThat(pieces).containsExactly("G", "r", "ü", "ß", "e", " ", "🍵");
  }

  @Test
  void showsAnUnfinishedCharacterAsSuch() {
    var text = new AnswerText(List.of(), pieces::add);
    text.append(new byte[] {'a', (byte) 0xf0, (byte) 0x9f});
    assertThat(text.finish()).isEqualTo("a\uFFFD");
    assertThat(pieces).containsExactly("a", "\uFFFD");
  }

  @Test
  void endsBeforeAStopStringThatSpansTokens() {
    var text = new AnswerText(List.of("END", "<stop>"), pieces::add);
    assertThat(text.append("one <st".getBytes())).isFalse();
    assertThat(text.append("op> two END".getBytes())).isTrue();
    assertThat(text.finish()).isEqualTo("one ");
    assertThat(pieces).containsExactly("one ");
  }

  @Test
  void tellsWhatLookedLikeTheBeginningOfAStopStringOnceItIsNot() {
    var text = new AnswerText(List.of("<stop>"), pieces::add);
    for (String token : List.of("a <", "st", "r", "ong> <s")) {
      assertThat(text.append(token.getBytes())).isFalse();
    }
    assertThat(text.finish()).isEqualTo("a <strong> <s");
    assertThat(pieces).containsExactly("a ", "<str", "ong> ", "<s");
  }

  @Test
  void endsAtTheFirstOfSeveralStopStrings() {
    var text = new AnswerText(List.of("b", "a"), pieces::add);
    assertThat(text.append("xxab".getBytes())).isTrue();
    assertThat(text.finish()).isEqualTo("xx");
  }
}
