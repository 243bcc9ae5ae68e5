package dev.edgeagent.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopTextTest {

  private final List<String> pieces = new ArrayList<>();

  @Test
  void endsBeforeAStopStringInSeveralPieces() {
    var text = new StopText(List.of("END", "<stop>"), pieces::add);
    assertThat(text.append("one <st")).isFalse();
    assertThat(text.append("op> two END")).isTrue();
    assertThat(text.finish()).isEqualTo("one ");
    assertThat(pieces).containsExactly("one ");
  }

  @Test
  void tellsAtTheEndWhatCouldHaveBecomeAStopString() {
    var text = new StopText(List.of("END"), pieces::add);
    text.append("the E");
    text.append("N");
    assertThat(text.finish()).isEqualTo("the EN");
    assertThat(pieces).containsExactly("the ", "EN");
  }

  @Test
  void tellsNoHalfOfACharacter() {
    var text = new StopText(List.of(), pieces::add);
    text.append("tea \ud83c");
    text.append("\udf75!");
    assertThat(text.finish()).isEqualTo("tea \ud83c\udf75!");
    assertThat(pieces).containsExactly("tea ", "\ud83c\udf75!");
  }

  @Test
  void saysWhetherTheListenerWantsMore() {
    var text = new StopText(List.of(), piece -> pieces.add(piece) && pieces.size() < 2);
    text.append("a");
    assertThat(text.isWanted()).isTrue();
    text.append("b");
    assertThat(text.isWanted()).isFalse();
  }

  @Test
  void tellsNothingMoreToAListenerThatWantsNoMore() {
    List<String> told = new ArrayList<>();
    var text =
        new StopText(
            List.of("xyz"),
            piece -> {
              told.add(piece);
              return false;
            });
    text.append("ax");
    text.append("b");
    assertThat(text.finish()).isEqualTo("a");
    assertThat(told).containsExactly("a");
  }
}
