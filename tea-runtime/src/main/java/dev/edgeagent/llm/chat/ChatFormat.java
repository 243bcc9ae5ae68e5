package dev.edgeagent.llm.chat;

import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.LlmCallParams;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.Tool;
import dev.edgeagent.llm.Tools;
import dev.edgeagent.llm.chat.TemplateAbilities.Offer;
import dev.edgeagent.template.TemplateOptions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a model reads conversations and asks for tools: by the template that a workflow gives, else
 * that of the GGUF file, else its family's own.
 */
public final class ChatFormat {

  private final ChatTemplate usual;
  private final ChatTemplate withTools;

  private ChatFormat(ChatTemplate usual, ChatTemplate withTools) {
    this.usual = usual;
    this.withTools = withTools;
  }

  /**
   * @param setting {@code chat_template}: Jinja text, or the name of a format; null for the model's
   *     own
   * @throws ModelException if there is no template, or one that cannot be read
   */
  public static ChatFormat of(GgufFile gguf, @Nullable String setting) throws ModelException {
    return of(gguf, setting, TemplateOptions.chat());
  }

  static ChatFormat of(GgufFile gguf, @Nullable String setting, TemplateOptions options)
      throws ModelException {
    ChatTemplate usual = new TemplateChoice(gguf, options).usual(setting);
    Optional<String> forTools =
        setting == null ? gguf.string("tokenizer.chat_template.tool_use") : Optional.empty();
    ChatTemplate withTools =
        forTools.isEmpty()
            ? usual
            : ChatTemplate.parse(
                "the chat template 'tool_use' of " + gguf.name(), forTools.get(), options);
    return new ChatFormat(usual, withTools);
  }

  /**
   * The text that asks the model for its next turn, with tools as the template takes them: as a
   * variable, else in words.
   *
   * @throws ModelException if the template refuses the conversation, or there is no tool of the
   *     name that is to be called
   */
  public String prompt(List<ChatMessage> messages, Tools tools, SpecialTokens tokens)
      throws ModelException {
    var plain = new PlainText(tokens.plain());
    List<Tool> offered = ToolChoice.of(tools).offered().stream().map(plain::tool).toList();
    boolean hasTools =
        !offered.isEmpty()
            || messages.stream().anyMatch(m -> m.role().equals("tool") || !m.toolCalls().isEmpty());
    ChatTemplate template = hasTools ? withTools : usual;
    TemplateAbilities abilities = template.abilities();
    var conversation = new Conversation(abilities, plain);
    return template.render(
        conversation.turns(messages, offered),
        abilities.offer() == Offer.VARIABLE ? offered : List.of(),
        tokens);
  }

  /**
   * Takes the answer to {@link #prompt}, tells the listener its text and finds the calls in it.
   *
   * @param messages that are answered; ids of calls depend on them, so that equal conversations get
   *     equal ids, and different turns different ones
   */
  public ToolCallReader reader(List<ChatMessage> messages, Tools tools, AnswerListener listener) {
    return new ToolCallReader(!tools.isEmpty(), messages.hashCode(), listener);
  }

  /**
   * The parameters with the form that the answer must have where a tool must be called ({@code
   * tool_choice} {@code required} or a name): JSON with name and arguments, which the reader
   * understands, whatever the model's own form is.
   *
   * @throws ModelException if there is no tool of that name
   */
  public LlmCallParams constrained(LlmCallParams params) throws ModelException {
    return ToolChoice.of(params.tools()).forced().map(params::withFormat).orElse(params);
  }
}
