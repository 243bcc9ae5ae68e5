package dev.edgeagent.llm.grammar;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Finds what a {@code $ref} names; only places in the same schema. */
final class SchemaReferences {

  private final Located root;

  SchemaReferences(Located root) {
    this.root = root;
  }

  /**
   * @param reference the value of a {@code $ref}
   */
  Located resolve(Located reference) throws GrammarException {
    String ref = reference.string();
    if (!ref.equals("#") && !ref.startsWith("#/")) {
      throw reference.error(
          "'" + ref + "' is not in this schema", "use a reference such as #/$defs/NAME");
    }
    Located found = root;
    for (String part : ref.length() == 1 ? new String[0] : ref.substring(2).split("/", -1)) {
      String key = decode(reference, part).replace("~1", "/").replace("~0", "~");
      found =
          switch (found.value()) {
            case Map<?, ?> map when map.containsKey(key) -> found.get(key);
            case List<?> list when isIndex(key, list) -> found.get(Integer.parseInt(key));
            case null, default ->
                throw reference.error(
                    "there is no '" + ref + "' in the schema", "correct the reference");
          };
    }
    return found;
  }

  private static boolean isIndex(String key, List<?> list) {
    return key.matches("\\d{1,6}") && Integer.parseInt(key) < list.size();
  }

  private static String decode(Located reference, String part) throws GrammarException {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw reference.error("a % is not followed by two hexadecimal digits", "write %25 for a %");
    }
  }
}
