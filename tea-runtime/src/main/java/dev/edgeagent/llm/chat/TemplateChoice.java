package dev.edgeagent.llm.chat;

import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.ModelFamily;
import dev.edgeagent.template.TemplateOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which template a model is asked with. */
final class TemplateChoice {

  private static final String KEY = "tokenizer.chat_template";

  private final GgufFile gguf;
  private final TemplateOptions options;

  TemplateChoice(GgufFile gguf, TemplateOptions options) {
    this.gguf = gguf;
    this.options = options;
  }

  /**
   * @param setting {@code chat_template}; null if there is none
   */
  ChatTemplate usual(@Nullable String setting) throws ModelException {
    return setting == null ? own() : given(setting);
  }

  private ChatTemplate given(String setting) throws ModelException {
    if (setting.contains("{{") || setting.contains("{%")) {
      return ChatTemplate.parse("the template in 'chat_template:'", setting, options);
    }
    String source =
        BuiltInTemplates.find(setting)
            .orElseThrow(
                () ->
                    new ModelException(
                            "there is no chat format '" + setting + "'",
                            "give one of "
                                + String.join(", ", BuiltInTemplates.NAMES)
                                + " as 'chat_template:', or a Jinja template")
                        .about("chat_template"));
    return ChatTemplate.parse("the chat format '" + setting + "'", source, options);
  }

  private ChatTemplate own() throws ModelException {
    Optional<String> stated = gguf.string(KEY).filter(text -> !text.isBlank());
    if (stated.isPresent()) {
      return ChatTemplate.parse("the chat template of " + gguf.name(), stated.get(), options);
    }
    ModelFamily family = ModelFamily.of(gguf).value();
    if (family == ModelFamily.UNKNOWN) {
      throw new ModelException(
          "model "
              + gguf.name()
              + " has no chat template ("
              + KEY
              + "), and neither its architecture '"
              + gguf.architecture()
              + "' nor its name tells its format",
          "if it is made for chat, give its format with 'chat_template:', Jinja text or one of "
              + String.join(", ", BuiltInTemplates.NAMES)
              + "; if it is not, use llm.call");
    }
    return ChatTemplate.parse(
        "the chat format of " + gguf.name(),
        BuiltInTemplates.find(family.chatFormat()).orElseThrow(),
        options);
  }
}
