package dev.edgeagent.server;

import dev.edgeagent.llm.LlmBackend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The model and what clients call it.
 *
 * @param names at least one; the first is in the answers
 * @param created when it was loaded, in seconds since 1970
 */
record ServedModel(LlmBackend backend, List<String> names, long created) {

  /**
   * @param aliases empty for the model's own name
   */
  static ServedModel of(LlmBackend backend, List<String> aliases, long created) {
    return new ServedModel(
        backend, aliases.isEmpty() ? List.of(backend.model()) : aliases, created);
  }

  String name() {
    return names.getFirst();
  }

  /**
   * What a client calls it.
   *
   * @param wanted null for whatever there is
   * @throws RequestException if it is not this model
   */
  String named(@Nullable String wanted) throws RequestException {
    if (wanted == null) {
      return name();
    }
    if (!names.contains(wanted)) {
      throw RequestException.notFound(
          "model",
          "there is no model '"
              + wanted
              + "' here: use "
              + String.join(" or ", names)
              + ", or start tea serve with --model-alias "
              + wanted,
          "model_not_found");
    }
    return wanted;
  }

  /** As {@code /v1/models/NAME} has it. */
  Map<String, Object> asMap(String name) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", name);
    map.put("object", "model");
    map.put("created", created);
    map.put("owned_by", "tea");
    return map;
  }

  /** As {@code /v1/models} has it. */
  Map<String, Object> listed() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("object", "list");
    map.put("data", names.stream().map(this::asMap).toList());
    return map;
  }
}
