package dev.edgeagent.llm.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8PrefixTest {

  /** Ends for each beginning that can have one. */
  private static final byte[][] REST = {
    {},
    {(byte) 0x80},
    {(byte) 0xa0, (byte) 0x80},
    {(byte) 0x80, (byte) 0x80},
    {(byte) 0x90, (byte) 0x80, (byte) 0x80},
    {(byte) 0x80, (byte) 0x80, (byte) 0x80},
  };

  /** Every beginning that Java's strict decoder takes, and no other. */
  @Test
  void isWhatCanBecomeUtf8() {
    for (int first = 0; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        byte[] bytes = {(byte) first, (byte) second};
        assertThat(new Utf8Prefix().append(bytes)).isEqualTo(canBecomeUtf8(bytes));
      }
    }
  }

  @Test
  void knowsWhetherACharacterIsUnfinished() {
    var text = new Utf8Prefix();
    byte[] tea = "🍵x".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < tea.length; i++) {
      assertThat(text.isWhole()).isEqualTo(i == 0 || i == 4);
      assertThat(text.accepts(new byte[] {tea[i]})).isTrue();
      assertThat(text.append(new byte[] {tea[i]})).isTrue();
    }
    assertThat(text.isWhole()).isTrue();
    assertThat(text.accepts(new byte[] {(byte) 0x80})).isFalse();
  }

  private static boolean canBecomeUtf8(byte[] bytes) {
    for (byte[] rest : REST) {
      try {
        StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.allocate(8).put(bytes).put(rest).flip());
        return true;
      } catch (CharacterCodingException e) {
        // perhaps with more bytes behind it
      }
    }
    return false;
  }
}
