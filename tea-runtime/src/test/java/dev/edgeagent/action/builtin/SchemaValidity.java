package dev.edgeagent.action.builtin;

import java.util.Map;

/** What {@code data.validate} says of a value, for tests of other packages. */
public final class SchemaValidity {

  private SchemaValidity() {}

  public static boolean fits(Map<String, Object> schema, Object value) {
    return new Schema(schema).errors(value).isEmpty();
  }
}
