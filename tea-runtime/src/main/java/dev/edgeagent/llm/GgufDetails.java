package dev.edgeagent.llm;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a GGUF header tells beyond its values: texts of tokens, and how many weights there are. It
 * takes a second walk over the header, which {@link GgufFile} has found to be sound.
 *
 * @param parameters how many numbers all tensors have together
 * @param tokens texts by number of the token; of those that were asked for and are there
 */
record GgufDetails(long parameters, Map<Long, String> tokens) {

  private static final String TOKENS = "tokenizer.ggml.tokens";

  /**
   * @param wanted numbers of tokens
   * @throws ModelException if the file has changed since its header was read
   */
  static GgufDetails of(GgufFile gguf, Collection<Long> wanted) throws IOException, ModelException {
    var extent = new Extent(gguf.file(), gguf.offset(), gguf.size());
    try (var reader = new GgufReader(gguf.file(), extent)) {
      return new Walk(reader).read(wanted);
    }
  }

  private record Walk(GgufReader reader, Map<Long, String> texts) {

    Walk(GgufReader reader) {
      this(reader, new HashMap<>());
    }

    GgufDetails read(Collection<Long> wanted) throws IOException, ModelException {
      reader.skip(4 + 4); // magic and version
      long tensors = reader.longInteger();
      long pairs = reader.longInteger();
      for (long i = 0; i < pairs; i++) {
        String key = reader.string();
        value(reader.integer(), key.equals(TOKENS) ? wanted : Set.of());
      }
      long parameters = 0;
      for (long i = 0; i < tensors; i++) {
        reader.string();
        long elements = 1;
        for (int dimensions = reader.integer(); dimensions > 0; dimensions--) {
          elements *= reader.longInteger();
        }
        parameters += elements;
        reader.skip(4 + 8); // type and offset
      }
      return new GgufDetails(parameters, Map.copyOf(texts));
    }

    private void value(int type, Collection<Long> wanted) throws IOException, ModelException {
      switch (type) {
        case GgufHeader.TYPE_STRING -> reader.skip(reader.longInteger());
        case GgufHeader.TYPE_ARRAY -> array(wanted);
        default -> reader.skip(GgufHeader.SCALAR_BYTES[type]);
      }
    }

    private void array(Collection<Long> wanted) throws IOException, ModelException {
      int type = reader.integer();
      long length = reader.longInteger();
      if (type != GgufHeader.TYPE_STRING) {
        reader.skip(length * GgufHeader.SCALAR_BYTES[type]);
        return;
      }
      for (long i = 0; i < length; i++) {
        if (wanted.contains(i)) {
          texts.put(i, reader.string());
        } else {
          reader.skip(reader.longInteger());
        }
      }
    }
  }
}
