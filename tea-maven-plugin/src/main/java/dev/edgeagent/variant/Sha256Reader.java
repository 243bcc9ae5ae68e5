package dev.edgeagent.variant;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.edgeagent.Sha256;
import java.io.IOException;

/** Reads a checksum from a plain scalar. */
final class Sha256Reader extends StdDeserializer<Sha256> {
  private static final long serialVersionUID = 1L;

  Sha256Reader() {
    super(Sha256.class);
  }

  @Override
  public Sha256 deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    try {
      return new Sha256(parser.getValueAsString(""));
    } catch (IllegalArgumentException e) {
      throw new InvalidValue(
          e.getMessage(),
          "copy it from the file's page on Hugging Face, or from sha256sum of a file that you"
              + " trust");
    }
  }
}
