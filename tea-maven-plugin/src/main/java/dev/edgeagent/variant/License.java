package dev.edgeagent.variant;

import java.util.Optional;

/**
 * The terms that travel with a model.
 *
 * @param id SPDX identifier, or {@code LicenseRef-...}
 * @param notice sentences that every copy of the model must carry
 */
public record License(String id, Optional<String> notice) {
  public License {
    Fields.requireText("id", id);
  }
}
