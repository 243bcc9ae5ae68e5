package dev.edgeagent.action;

import java.util.List;

/**
 * A parameter that an action takes: what {@code tea actions} lists and {@code tea validate} checks.
 *
 * @param name the name by which the action asks {@link Params} for it
 * @param aliases other names that workflows may give it by, such as those of the Rust reference
 * @param description one line
 */
public record Parameter(
    String name, List<String> aliases, ParameterType type, boolean required, String description) {

  public Parameter {
    aliases = List.copyOf(aliases);
  }

  /** One that the action cannot do without. */
  public static Parameter required(String name, ParameterType type, String description) {
    return new Parameter(name, List.of(), type, true, description);
  }

  /** One that may be left out. */
  public static Parameter optional(String name, ParameterType type, String description) {
    return new Parameter(name, List.of(), type, false, description);
  }

  /** The same, which workflows may also give by other names. */
  public Parameter or(String... otherNames) {
    return new Parameter(name, List.of(otherNames), type, required, description);
  }
}
