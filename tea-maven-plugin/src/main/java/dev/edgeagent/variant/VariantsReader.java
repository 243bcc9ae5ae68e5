package dev.edgeagent.variant;

import dev.edgeagent.BuildFailure;
import dev.edgeagent.Sha256;
import dev.edgeagent.variant.ModelSource.HuggingFace;
import dev.edgeagent.variant.ModelSource.LocalFile;
import dev.edgeagent.variant.ModelSource.Mirror;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the text of a variants.yaml. */
final class VariantsReader {
  private final Map<String, String> owners = new HashMap<>();

  /**
   * @param file the name that messages begin with
   */
  List<Variant> read(String file, String text) throws BuildFailure {
    YamlMap document = YamlMap.parse(file, text, "variants");
    List<Variant> variants = new ArrayList<>();
    for (YamlMap map : document.maps("variants", "name", "aliases", "title", "artifact", "model")) {
      variants.add(variant(map));
    }
    if (variants.isEmpty()) {
      throw document.failure("variants", "there is no variant", "add one; README.md shows how");
    }
    return variants;
  }

  private Variant variant(YamlMap unnamed) throws BuildFailure {
    String name = unnamed.text("name");
    YamlMap map = unnamed.ownedBy("variant '" + name + "'");
    List<String> aliases = map.texts("aliases");
    String title = map.text("title");
    String artifact = map.text("artifact");
    ModelSpec model = model(map.map("model", "file", "bytes", "sha256", "license", "sources"));
    Variant variant = map.build(() -> new Variant(name, aliases, title, artifact, model));
    requireFreeNames(variant, map);
    return variant;
  }

  private void requireFreeNames(Variant variant, YamlMap map) throws BuildFailure {
    for (String name : variant.names()) {
      String owner = owners.putIfAbsent(name, variant.name());
      if (owner != null) {
        throw map.failure(
            name.equals(variant.name()) ? "name" : "aliases",
            "'" + name + "' is already a name of variant '" + owner + "'",
            "give each variant its own name and aliases");
      }
    }
  }

  private static ModelSpec model(YamlMap map) throws BuildFailure {
    String file = map.text("file");
    long bytes = map.wholeNumber("bytes");
    Sha256 sha256 = sha256(map);
    License license = license(map.map("license", "id", "notice"));
    List<ModelSource> sources = new ArrayList<>();
    for (YamlMap source : map.maps("sources", "path", "repository", "revision", "url")) {
      sources.add(source(source));
    }
    return map.build(() -> new ModelSpec(file, bytes, sha256, license, sources));
  }

  private static Sha256 sha256(YamlMap map) throws BuildFailure {
    String hex = map.text("sha256");
    try {
      return new Sha256(hex);
    } catch (IllegalArgumentException e) {
      throw map.failure(
          "sha256",
          e.getMessage(),
          "copy it from the file's page on Hugging Face, or from sha256sum of a file that you"
              + " trust");
    }
  }

  private static License license(YamlMap map) throws BuildFailure {
    String id = map.text("id");
    Optional<String> notice = map.optionalText("notice");
    return map.build(() -> new License(id, notice));
  }

  private static ModelSource source(YamlMap map) throws BuildFailure {
    if (Stream.of("path", "repository", "url").filter(map::has).count() != 1) {
      throw map.failure(
          "path",
          "a source is either a path, a repository or a url",
          "write 'path: FILE', 'repository: OWNER/NAME' and 'revision: COMMIT', or 'url:"
              + " https://HOST/FILE'");
    }
    if (map.has("url")) {
      String url = map.text("url");
      return map.build(() -> new Mirror(url));
    }
    if (map.has("path")) {
      String path = map.text("path");
      return map.build(() -> new LocalFile(path));
    }
    String repository = map.text("repository");
    String revision = map.text("revision");
    return map.build(() -> new HuggingFace(repository, revision));
  }
}
