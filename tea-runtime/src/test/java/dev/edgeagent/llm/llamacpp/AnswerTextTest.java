package dev.edgeagent.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTextTest {

  @Test
  void joinsCharactersThatAreSplitOverTokens() {
    var text = new AnswerText(List.of());
    for (byte b : "Grüße 🍵".getBytes(StandardCharsets.UTF_8)) {
      assertThat(text.append(new byte[] {b})).isFalse();
    }
    assertThat(text.finish()).isEqualTo("Grüße 🍵");
  }

  @Test
  void showsAnUnfinishedCharacterAsSuch() {
    var text = new AnswerText(List.of());
    text.append(new byte[] {'a', (byte) 0xf0, (byte) 0x9f});
    assertThat(text.finish()).isEqualTo("a\uFFFD");
  }

  @Test
  void endsBeforeAStopStringThatSpansTokens() {
    var text = new AnswerText(List.of("END", "<stop>"));
    assertThat(text.append("one <st".getBytes())).isFalse();
    assertThat(text.append("op> two END".getBytes())).isTrue();
    assertThat(text.finish()).isEqualTo("one ");
  }

  @Test
  void endsAtTheFirstOfSeveralStopStrings() {
    var text = new AnswerText(List.of("b", "a"));
    assertThat(text.append("xxab".getBytes())).isTrue();
    assertThat(text.finish()).isEqualTo("xx");
  }
}
