package dev.edgeagent.llm.chat;

import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.Tool;
import dev.edgeagent.template.Template;
import dev.edgeagent.template.TemplateException;
import dev.edgeagent.template.TemplateOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Jinja template that writes a conversation as a model was trained to read it. */
final class ChatTemplate {

  private final String origin;
  private final String source;
  private final Template template;
  private @Nullable TemplateAbilities abilities;

  private ChatTemplate(String origin, String source, Template template) {
    this.origin = origin;
    this.source = source;
    this.template = template;
  }

  /**
   * @param origin where it comes from, for messages: "the chat template of demo.gguf"
   * @throws ModelException if it cannot be read
   */
  static ChatTemplate parse(String origin, String source, TemplateOptions options)
      throws ModelException {
    try {
      return new ChatTemplate(origin, source, Template.parse(source, options));
    } catch (TemplateException e) {
      throw new ModelException(
          origin + " cannot be read: " + e.getMessage(),
          "give another one with 'chat_template:', Jinja text or one of "
              + String.join(", ", BuiltInTemplates.NAMES),
          e);
    }
  }

  /** The Jinja text. */
  String source() {
    return source;
  }

  /** What it does with tools and system texts; found out by trying, once. */
  TemplateAbilities abilities() {
    if (abilities == null) {
      abilities = TemplateAbilities.of(this);
    }
    return abilities;
  }

  /**
   * The text that asks the model for its next turn.
   *
   * @param messages in the form of the OpenAI API, but that arguments of calls may be objects
   * @param tools empty if none are offered
   * @throws ModelException if the template refuses the conversation
   */
  String render(List<Map<String, Object>> messages, List<Tool> tools, SpecialTokens tokens)
      throws ModelException {
    try {
      return tryRender(messages, tools, tokens);
    } catch (TemplateException e) {
      throw new ModelException(
          origin + " refuses the messages: " + e.what(),
          "put at most one system message first, then user and assistant in turn, the last one"
              + " user; or give another format with 'chat_template:'",
          e);
    }
  }

  String tryRender(List<Map<String, Object>> messages, List<Tool> tools, SpecialTokens tokens)
      throws TemplateException {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("messages", messages);
    if (!tools.isEmpty()) {
      context.put("tools", tools.stream().map(Tool::asMap).toList());
    }
    context.put("bos_token", tokens.bos());
    context.put("eos_token", tokens.eos());
    context.put("add_generation_prompt", true);
    return template.render(context);
  }
}
