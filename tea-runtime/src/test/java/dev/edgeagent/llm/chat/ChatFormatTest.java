package dev.edgeagent.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.Tools;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which format a model is asked in, and what it looks like. */
class ChatFormatTest {

  private static final SpecialTokens TOKENS = new SpecialTokens("<bos>", "<eos>", text -> text);
  private static final List<ChatMessage> CHAT =
      List.of(
          new ChatMessage("system", "Be brief."),
          new ChatMessage("user", "2+2?"),
          new ChatMessage("assistant", "4"),
          new ChatMessage("user", "3+3?"));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "phi,     <|system|>Be"
            + " brief.<|end|><|user|>2+2?<|end|><|assistant|>4<|end|><|user|>3+3?<|end|><|assistant|>",
        "gemma,   <bos><start_of_turn>user~Be"
            + " brief.~~2+2?<end_of_turn>~<start_of_turn>model~4<end_of_turn>~<start_of_turn>user~3+3?<end_of_turn>~<start_of_turn>model~",
        "llama3,  <bos><|start_header_id|>system<|end_header_id|>~~Be"
            + " brief.<|eot_id|><|start_header_id|>user<|end_header_id|>~~2+2?<|eot_id|><|start_header_id|>assistant<|end_header_id|>~~4<|eot_id|><|start_header_id|>user<|end_header_id|>~~3+3?<|eot_id|><|start_header_id|>assistant<|end_header_id|>~~",
        "chatml,  <|im_start|>system~Be"
            + " brief.<|im_end|>~<|im_start|>user~2+2?<|im_end|>~<|im_start|>assistant~4<|im_end|>~<|im_start|>user~3+3?<|im_end|>~<|im_start|>assistant~",
        "mistral, <bos>[INST] Be brief.~~2+2? [/INST] 4<eos>[INST] 3+3? [/INST]",
        "none,    \"system: Be brief.~user: 2+2?~assistant: 4~user: 3+3?~assistant: \"",
      })
  void writesTheNamedFormat(String name, String wanted) throws Exception {
    assertThat(prompt(gguf("any.gguf", Map.of()), name)).isEqualTo(wanted.replace('~', '\n'));
  }

  @ParameterizedTest
  @CsvSource({
    "GEMMA, gemma",
    "gemma-3n, gemma",
    "Llama-3.1, llama3",
    "llama-3, llama3",
    "Phi-4, phi",
    "qwen2, chatml",
    "mistral-instruct, mistral"
  })
  void formatsHaveOtherNamesToo(String name, String same) throws Exception {
    GgufFile gguf = gguf("any.gguf", Map.of());

    assertThat(prompt(gguf, name)).isEqualTo(prompt(gguf, same));
  }

  @ParameterizedTest
  @CsvSource({
    "model.gguf,                                phi3,    phi",
    "model.gguf,                                gemma3n, gemma",
    "model.gguf,                                qwen3,   chatml",
    "microsoft_Phi-4-mini-instruct-Q3_K_S.gguf, unknown, phi",
    "gemma-3-1b-it-Q8_0.gguf,                   unknown, gemma",
    "Llama-3.2-1B-Instruct.gguf,                llama,   llama3",
    "Mistral-7B-Instruct-v0.3.gguf,             llama,   mistral",
  })
  void aFileWithoutTemplateHasItsFamilysFormat(String file, String architecture, String format)
      throws Exception {
    GgufFile gguf = gguf(file, Map.of("general.architecture", architecture));

    assertThat(prompt(gguf, null)).isEqualTo(prompt(gguf, format));
  }

  @Test
  void aFamilyThatIsNotKnownIsAnErrorThatSaysWhatToGive() {
    GgufFile gguf = gguf("stories260K.gguf", Map.of("general.architecture", "llama"));

    ModelException error = refused(gguf, null, CHAT);

    assertThat(error)
        .hasMessage(
            "model stories260K.gguf has no chat template (tokenizer.chat_template), and neither its"
                + " architecture 'llama' nor its name tells its format");
    assertThat(error.fix())
        .isEqualTo(
            "if it is made for chat, give its format with 'chat_template:', Jinja text or one of"
                + " phi, gemma, llama3, chatml, mistral, none; if it is not, use llm.call");
  }

  @Test
  void anUnknownNameIsAnError() {
    ModelException error = refused(gguf("any.gguf", Map.of()), "chatlm", CHAT);

    assertThat(error).hasMessage("there is no chat format 'chatlm'");
    assertThat(error.fix())
        .isEqualTo(
            "give one of phi, gemma, llama3, chatml, mistral, none as 'chat_template:', or a Jinja"
                + " template");
  }

  @Test
  void theGivenTemplateWinsOverTheFilesWhichWinsOverItsFamily() throws Exception {
    GgufFile gguf =
        gguf(
            "gemma-3-1b-it.gguf",
            Map.of("tokenizer.chat_template", "own: {{ messages[0].content }}"));

    assertThat(prompt(gguf, null)).isEqualTo("own: Be brief.");
    assertThat(prompt(gguf, "{{ bos_token }}{{ messages[0].content }}"))
        .isEqualTo("<bos>Be brief.");
  }

  @Test
  void aTemplateThatCannotBeReadIsAnErrorWithItsPlace() {
    ModelException error = refused(gguf("any.gguf", Map.of()), "{% for m in %}", CHAT);

    assertThat(error).hasMessageStartingWith("the template in 'chat_template:' cannot be read:");
    assertThat(error.fix())
        .isEqualTo(
            "give another one with 'chat_template:', Jinja text or one of phi, gemma, llama3,"
                + " chatml, mistral, none");
  }

  @Test
  void messagesInAnOrderThatTheFormatDoesNotKnowAreAnError() {
    ModelException error =
        refused(
            gguf("any.gguf", Map.of()),
            "gemma",
            List.of(new ChatMessage("user", "One."), new ChatMessage("user", "Two.")));

    assertThat(error)
        .hasMessage(
            "the chat format 'gemma' refuses the messages: user and assistant must take turns, and"
                + " a user begins");
    assertThat(error.fix())
        .isEqualTo(
            "put at most one system message first, then user and assistant in turn, the last one"
                + " user; or give another format with 'chat_template:'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"raise_exception('no system')", "''"})
  void aSystemTextThatTheTemplateRefusesOrDropsGoesIntoTheFirstQuestion(String onSystem)
      throws Exception {
    String template =
        "{% for m in messages %}{{ "
            + onSystem
            + " if m.role == 'system' else m.role + ':' + m.content + ';' }}{% endfor %}";

    assertThat(prompt(gguf("any.gguf", Map.of()), template))
        .isEqualTo("user:Be brief.\n\n2+2?;assistant:4;user:3+3?;");
  }

  @Test
  void theTemplateForToolsIsForConversationsWithTools() throws Exception {
    GgufFile gguf =
        gguf(
            "command.gguf",
            Map.of(
                "tokenizer.chat_template",
                "usual",
                "tokenizer.chat_template.tool_use",
                "{{ tools[0].function.name if tools }}: {{ messages[0].content }}"));

    assertThat(prompt(gguf, null)).isEqualTo("usual");
    assertThat(
            ChatFormat.of(gguf, null)
                .prompt(CHAT, new Tools(List.of(ToolPromptTest.WEATHER), "auto"), TOKENS))
        .isEqualTo("get_weather: Be brief.");
    assertThat(
            ChatFormat.of(gguf, null)
                .prompt(CHAT, new Tools(List.of(ToolPromptTest.WEATHER), "none"), TOKENS))
        .isEqualTo("usual");
    assertThat(
            ChatFormat.of(gguf, "phi")
                .prompt(
                    CHAT.subList(1, 2), new Tools(List.of(ToolPromptTest.WEATHER), "auto"), TOKENS))
        .startsWith("<|system|><|tool|>[{\"name\": \"get_weather\"");
  }

  @Test
  void whatUsersWriteIsNoControlToken() throws Exception {
    var tokens = new SpecialTokens("<bos>", "<eos>", text -> text.replace("<|end|>", "(end)"));

    assertThat(
            ChatFormat.of(gguf("any.gguf", Map.of()), "phi")
                .prompt(List.of(new ChatMessage("user", "What is <|end|>?")), Tools.NONE, tokens))
        .isEqualTo("<|user|>What is (end)?<|end|><|assistant|>");
  }

  static GgufFile gguf(String name, Map<String, Object> metadata) {
    return new GgufFile(name, Path.of(name), 0, 0, new HashMap<>(metadata), 0);
  }

  private static String prompt(GgufFile gguf, String setting) throws Exception {
    return ChatFormat.of(gguf, setting).prompt(CHAT, Tools.NONE, TOKENS);
  }

  private static ModelException refused(GgufFile gguf, String setting, List<ChatMessage> messages) {
    return catchThrowableOfType(
        ModelException.class,
        () -> ChatFormat.of(gguf, setting).prompt(messages, Tools.NONE, TOKENS));
  }
}
