package dev.edgeagent.llm.chat;

import dev.edgeagent.llm.GgufFile;
import dev.edgeagent.llm.ModelException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A model's chat formats, of which the one used last is kept. For one thread. */
public final class ChatFormats {

  private final GgufFile gguf;
  private @Nullable String lastSetting;
  private @Nullable ChatFormat last;

  public ChatFormats(GgufFile gguf) {
    this.gguf = gguf;
  }

  /**
   * @param setting {@code chat_template}; null for the model's own
   * @throws ModelException as {@link ChatFormat#of(GgufFile, String)}
   */
  public ChatFormat get(@Nullable String setting) throws ModelException {
    ChatFormat format = last;
    if (format == null || !Objects.equals(setting, lastSetting)) {
      format = ChatFormat.of(gguf, setting);
      last = format;
      lastSetting = setting;
    }
    return format;
  }
}
