package dev.edgeagent.llm;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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
  private static final int TYPE_STRING = 8;
  private static final int TYPE_ARRAY = 9;
  private static final int[] SCALAR_BYTES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

  /**
   * @param wanted numbers of tokens
   */
  static GgufDetails of(GgufFile gguf, Collection<Long> wanted) throws IOException {
    try (FileChannel channel = FileChannel.open(gguf.file()).position(gguf.offset())) {
      return new Walk(channel).read(wanted);
    }
  }

  private static final class Walk {

    private final DataInputStream in;
    private final Map<Long, String> texts = new HashMap<>();

    Walk(FileChannel channel) {
      this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
    }

    GgufDetails read(Collection<Long> wanted) throws IOException {
      in.skipNBytes(8); // magic and version
      long tensors = longInteger();
      long pairs = longInteger();
      for (long i = 0; i < pairs; i++) {
        String key = string();
        value(integer(), key.equals(TOKENS) ? wanted : Set.of());
      }
      long parameters = 0;
      for (long i = 0; i < tensors; i++) {
        string();
        long elements = 1;
        for (int d = integer(); d > 0; d--) {
          elements *= longInteger();
        }
        parameters += elements;
        in.skipNBytes(4 + 8); // type and offset
      }
      return new GgufDetails(parameters, Map.copyOf(texts));
    }

    private void value(int type, Collection<Long> wanted) throws IOException {
      switch (type) {
        case TYPE_STRING -> in.skipNBytes(longInteger());
        case TYPE_ARRAY -> {
          int items = integer();
          long length = longInteger();
          if (items != TYPE_STRING) {
            in.skipNBytes(length * SCALAR_BYTES[items]);
            return;
          }
          for (long i = 0; i < length; i++) {
            if (wanted.contains(i)) {
              texts.put(i, string());
            } else {
              in.skipNBytes(longInteger());
            }
          }
        }
        default -> in.skipNBytes(SCALAR_BYTES[type]);
      }
    }

    private String string() throws IOException {
      long length = longInteger();
      if (length < 0 || length > Integer.MAX_VALUE) {
        throw new EOFException("a text of " + length + " bytes: the file has changed");
      }
      return new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
    }

    private int integer() throws IOException {
      return Integer.reverseBytes(in.readInt());
    }

    private long longInteger() throws IOException {
      return Long.reverseBytes(in.readLong());
    }
  }
}
