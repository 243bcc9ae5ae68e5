package dev.edgeagent.llm.chat;

import dev.edgeagent.llm.ChatMessage;
import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.Tool;
import dev.edgeagent.llm.ToolCall;
import dev.edgeagent.llm.Tools;
import dev.edgeagent.template.Template;
import dev.edgeagent.template.TemplateException;
import dev.edgeagent.template.TemplateOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The format that a model was trained to chat in: the Jinja template of its GGUF file. */
public final class ChatTemplate {

  private static final String KEY = "tokenizer.chat_template";

  private final String model;
  private final Template template;

  private ChatTemplate(String model, Template template) {
    this.model = model;
    this.template = template;
  }

  /**
   * @throws ModelException if the file has no chat template, or one that cannot be read
   */
  public static ChatTemplate of(GgufFile gguf) throws ModelException {
    String source =
        gguf.string(KEY)
            .orElseThrow(
                () ->
                    new ModelException(
                        "model "
                            + gguf.name()
                            + " has no chat template ("
                            + KEY
                            + "): it is not a chat model",
                        "use llm.call, or a model that is made for chat"));
    try {
      return new ChatTemplate(gguf.name(), Template.parse(source, TemplateOptions.chat()));
    } catch (TemplateException e) {
      throw new ModelException(
          "the chat template of " + gguf.name() + " cannot be read: " + e.getMessage(),
          "use a GGUF file of the same model by another publisher",
          e);
    }
  }

  /**
   * The text that asks the model for its next turn.
   *
   * @param bos the text of the model's BOS token; empty if it has none
   * @param eos the text of its EOS token; empty if it has none
   * @throws ModelException if the template refuses the conversation
   */
  public String render(List<ChatMessage> messages, Tools tools, String bos, String eos)
      throws ModelException {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("messages", messages.stream().map(ChatTemplate::value).toList());
    if (!tools.isEmpty()) {
      context.put("tools", tools.all().stream().map(Tool::asMap).toList());
    }
    context.put("bos_token", bos);
    context.put("eos_token", eos);
    context.put("add_generation_prompt", true);
    try {
      return template.render(context);
    } catch (TemplateException e) {
      throw new ModelException(
          "the chat template of " + model + " refuses the messages: " + e.what(),
          "put at most one system message first, then user and assistant in turn, the last one"
              + " user",
          e);
    }
  }

  private static Map<String, Object> value(ChatMessage message) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("role", message.role());
    value.put("content", message.content());
    if (!message.toolCalls().isEmpty()) {
      value.put("tool_calls", message.toolCalls().stream().map(ToolCall::asMap).toList());
    }
    if (message.toolCallId() != null) {
      value.put("tool_call_id", message.toolCallId());
    }
    return value;
  }
}
