package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code tea chat} with somebody at a real pseudo-terminal. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs script of util-linux")
class ChatTerminalTest {

  private static final String UP = "\u001bOA";
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";

  /** A prompt: JLine asks for bracketed paste right before it. */
  private static final String PROMPT = "\u001b[?2004h> ";

  @TempDir Path directory;

  @BeforeEach
  void needsScript() {
    Tool.assume("script");
  }

  @Test
  void answersKeepsAHistoryForItsOwnerAndEndsWithCtrlD() throws Exception {
    Path history = directory.resolve(".local/state/tea/chat-history");
    try (var chat = chat()) {
      assertThat(chat.await(PROMPT)).contains("… loading the model").contains("demo: /help lists");
      chat.type("What is 2+2?\r");
      chat.await("2+2 is 4.");
      chat.await(PROMPT);
      chat.type(UP + "\r");
      chat.await("2+2 is 4.");
      chat.await(PROMPT);
      chat.type(CTRL_D);
      assertThat(chat.await()).isZero();
    }
    assertThat(Files.readString(history)).matches("\\d+:What is 2\\+2\\?\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
        .isEqualTo("rw-------");
    try (var chat = chat()) {
      chat.await(PROMPT);
      chat.type(UP + "\r");
      chat.await("2+2 is 4.");
      chat.await(PROMPT);
      chat.type("/exit\r");
      assertThat(chat.await()).isZero();
    }
  }

  @Test
  void ctrlCTakesBackWhatIsTypedAndEndsItOnAnEmptyLine() throws Exception {
    try (var chat = chat("--no-history")) {
      chat.await(PROMPT);
      chat.type("What is 1+1?");
      chat.await("1+1?");
      chat.type(CTRL_C);
      assertThat(chat.await(PROMPT)).doesNotContain("is 2.");
      chat.type("What is \\\r");
      chat.await(". ");
      chat.type("2+2?\r");
      chat.await("2+2 is 4.");
      chat.await(PROMPT);
      chat.type(CTRL_C);
      assertThat(chat.await()).isEqualTo(Main.INTERRUPTED);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whatIsTypedWhileTheModelLoadsIsTheFirstMessage() throws Exception {
    try (var chat = chat("--no-history")) {
      chat.await("… loading the model");
      chat.type("What is 2+2?\r");
      chat.await("2+2 is 4.");
      chat.await(PROMPT);
      chat.type(CTRL_D);
      assertThat(chat.await()).isZero();
    }
  }

  private PseudoTerminal chat(String... more) throws Exception {
    String[] args = new String[more.length + 3];
    args[0] = "chat";
    args[1] = "--gguf";
    args[2] = Path.of(System.getProperty("tea.models"), "demo/demo.gguf").toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return PseudoTerminal.start(directory, args);
  }
}
