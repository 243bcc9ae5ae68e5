package dev.edgeagent.variant;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.edgeagent.Arch;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that can be built: one AppImage per architecture.
 *
 * @param name what {@code -Dvariant} says
 * @param aliases further names that {@code -Dvariant} understands
 * @param title the model's name as people write it
 * @param artifact start of the AppImage's file name
 */
public record Variant(
    @JsonProperty(required = true) String name,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> aliases,
    @JsonProperty(required = true) String title,
    @JsonProperty(required = true) String artifact,
    @JsonProperty(required = true) ModelSpec model) {
  public Variant {
    aliases = List.copyOf(aliases);
    Fields.requireName("name", name);
    aliases.forEach(alias -> Fields.requireName("alias", alias));
    Fields.requireText("title", title);
    Fields.requireName("artifact", artifact);
  }

  /** The name and the aliases. */
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(name));
    names.addAll(aliases);
    return names;
  }

  /** For example {@code tea-java-llm-phi4-1.0.0-x86_64.AppImage}. */
  public String imageName(String version, Arch arch) {
    return artifact + "-" + version + "-" + arch.id() + ".AppImage";
  }
}
