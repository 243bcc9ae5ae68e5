package dev.edgeagent.variant;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Optional;

/**
 * The terms that travel with a model.
 *
 * @param id SPDX identifier, or {@code LicenseRef-...}
 * @param notice sentences that every copy of the model must carry
 */
public record License(
    @JsonProperty(required = true) String id,
    @JsonSetter(nulls = Nulls.AS_EMPTY) Optional<String> notice) {
  public License {
    Fields.requireText("id", id);
  }
}
