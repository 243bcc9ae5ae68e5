package dev.edgeagent.variant;

import dev.edgeagent.BuildFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The variants of a project.
 *
 * @param file the {@code variants.yaml} that they were read from
 * @param list in the order of the file; names and aliases are unique
 */
public record Variants(Path file, List<Variant> list) {
  public Variants {
    list = List.copyOf(list);
  }

  /**
   * Reads and checks a whole file.
   *
   * @throws BuildFailure with file, line and column for whatever is wrong in it
   */
  public static Variants read(Path file) throws BuildFailure, IOException {
    if (!Files.isRegularFile(file)) {
      throw new BuildFailure(
          file + ": no such file",
          "run Maven in the directory that has variants.yaml, or give -Dtea.variantsFile=FILE");
    }
    return new Variants(
        file, new VariantsReader().read(file.getFileName().toString(), Files.readString(file)));
  }

  /**
   * The variant of that name or alias.
   *
   * @param name empty when the user named none
   * @throws BuildFailure listing what there is
   */
  public Variant find(Optional<String> name) throws BuildFailure {
    if (name.isEmpty()) {
      throw new BuildFailure(
          "no variant given; " + overview(), "add -Dvariant=" + list.get(0).name());
    }
    String wanted = name.get();
    Optional<Variant> found = list.stream().filter(v -> v.names().contains(wanted)).findFirst();
    if (found.isPresent()) {
      return found.get();
    }
    List<String> names = list.stream().flatMap(variant -> variant.names().stream()).toList();
    String fix =
        NearestName.of(wanted, names)
            .map(nearest -> "did you mean -Dvariant=" + nearest + "?")
            .orElse("use one of these, or add it to " + file.getFileName());
    throw new BuildFailure("variant '" + wanted + "' does not exist; " + overview(), fix);
  }

  private String overview() {
    return list.stream()
        .map(
            variant ->
                variant.aliases().isEmpty()
                    ? variant.name()
                    : variant.name() + " (or " + String.join(", ", variant.aliases()) + ")")
        .collect(Collectors.joining(", ", file.getFileName() + " has ", ""));
  }
}
