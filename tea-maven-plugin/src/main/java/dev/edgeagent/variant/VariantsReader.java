package dev.edgeagent.variant;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.edgeagent.BuildFailure;
import dev.edgeagent.Sha256;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Maps the text of variants.yaml to records, and Jackson's errors to the form {@code
 * variants.yaml:line:column: ...}.
 */
final class VariantsReader {
  private static final ObjectMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .addModule(new Jdk8Module())
          .addModule(new SimpleModule().addDeserializer(Sha256.class, new Sha256Reader()))
          .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
          .build();

  private record Document(@JsonProperty(required = true) List<Variant> variants) {}

  private final String file;

  VariantsReader(String file) {
    this.file = file;
  }

  List<Variant> read(String text) throws BuildFailure {
    YamlPositions positions = YamlPositions.of(file, text);
    List<Variant> variants;
    try {
      variants = MAPPER.readValue(text, Document.class).variants();
    } catch (JacksonException e) {
      throw new YamlError(positions).translate(e);
    }
    if (variants.isEmpty()) {
      throw positions.failure(
          List.of("variants"), "there is no variant", "add one; README.md shows how");
    }
    requireUniqueNames(variants, positions);
    return variants;
  }

  private static void requireUniqueNames(List<Variant> variants, YamlPositions positions)
      throws BuildFailure {
    Map<String, Variant> seen = new HashMap<>();
    for (int i = 0; i < variants.size(); i++) {
      for (String name : variants.get(i).names()) {
        Variant other = seen.putIfAbsent(name, variants.get(i));
        if (other != null) {
          throw positions.failure(
              List.of("variants", i, "name"),
              "'" + name + "' is already a name of variant '" + other.name() + "'",
              "give each variant its own name and aliases");
        }
      }
    }
  }
}
