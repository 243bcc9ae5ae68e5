package dev.edgeagent.variant;

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
    String name, List<String> aliases, String title, String artifact, ModelSpec model) {
  public Variant {
    aliases = List.copyOf(aliases);
    Fields.requireName("name", name);
    aliases.forEach(alias -> Fields.requireName("aliases", alias));
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
