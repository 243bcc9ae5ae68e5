package dev.edgeagent.llm.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With the examples of the WHATWG's HTML standard, 9.2. */
class ServerSentEventsTest {

  @Test
  void joinsTheLinesOfAnEvent() {
    assertThat(events("data: YHOO\ndata: +2\ndata: 10\n\n")).containsExactly("YHOO\n+2\n10");
  }

  @Test
  void leavesOutCommentsAndOtherFields() {
    assertThat(
            events(
                ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\nevent: x\n"
                    + "retry: 10\ndata:  third event\n\n"))
        .containsExactly("first event", "second event", " third event");
  }

  @Test
  void takesEmptyDataAndDropsAnEventThatDoesNotEnd() {
    assertThat(events("data\n\ndata\ndata\n\ndata:")).containsExactly("", "\n");
    assertThat(events("data: [DONE]")).isEmpty();
  }

  @Test
  void takesTheSpaceAfterTheColonOnce() {
    assertThat(events("data:test\n\ndata: test\n\n")).containsExactly("test", "test");
  }

  @Test
  void readsAllLineEndsAndTheMarkAtTheBeginning() {
    assertThat(events("\ufeffdata: a\r\n\r\ndata: b\r\rdata: c\n\ndata: d\r\n\n"))
        .containsExactly("a", "b", "c", "d");
    assertThat(events("data: \ufeffa\n\n\ufeffdata: b\n\n")).containsExactly("\ufeffa");
  }

  @Test
  void isTheSameWhereverThePiecesAreCut() {
    String stream = "\ufeff: hi\r\ndata: Grüße 🍵\r\ndata: 2\r\n\r\ndata: ß\r\rdata: [DONE]\n\n";
    List<String> whole = events(stream);
    assertThat(whole).containsExactly("Grüße 🍵\n2", "ß", "[DONE]");
    byte[] bytes = stream.getBytes(UTF_8);
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second++) {
        var events = new ServerSentEvents();
        List<String> all = new ArrayList<>(events.feed(Arrays.copyOfRange(bytes, 0, first)));
        all.addAll(events.feed(Arrays.copyOfRange(bytes, first, second)));
        all.addAll(events.feed(Arrays.copyOfRange(bytes, second, bytes.length)));
        assertThat(all).isEqualTo(whole);
      }
    }
  }

  @Test
  void showsBytesThatAreNoTextAsSuch() {
    assertThat(new ServerSentEvents().feed(new byte[] {'d', 'a', 't', 'a', ':', -1, '\n', '\n'}))
        .containsExactly("\ufffd");
  }

  private static List<String> events(String stream) {
    return new ServerSentEvents().feed(stream.getBytes(UTF_8));
  }
}
