package dev.edgeagent.action.builtin;

import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.JsonSchemaException;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A JSON schema. All of the library's classes that an exception handler names are here: they would
 * be loaded with the action's class, at every start.
 */
final class Schema {

  private final Object schema;

  Schema(Object schema) {
    this.schema = schema;
  }

  /**
   * What the data does not fulfil: {path, message}.
   *
   * @throws IllegalArgumentException if the schema is none, or refers to another one
   */
  List<Map<String, Object>> errors(Object data) {
    JsonNodeFactory nodes = new SchemaNode.Factory();
    try {
      Validator.Result result =
          new ValidatorFactory()
              .withJsonNodeFactory(nodes)
              .withDefaultDialect(new Dialects.Draft7Dialect())
              .validate(nodes.wrap(schema), nodes.wrap(data));
      return result.isValid() ? List.of() : errors(result.getErrors());
    } catch (JsonSchemaException e) {
      throw new IllegalArgumentException("Invalid schema: " + e.getMessage(), e);
    }
  }

  private static List<Map<String, Object>> errors(List<Error> found) {
    List<Map<String, Object>> errors = new ArrayList<>();
    for (Error error : found) {
      String path = error.getInstanceLocation().replaceFirst("^/", "").replace('/', '.');
      errors.add(
          Result.of("path", path.replace("~1", "/").replace("~0", "~"))
              .and(
                  "message",
                  error.getError()
                      + " // "
                      + error.getKeyword()
                      + " // "
                      + error.getSchemaLocation()
                      + " // "
                      + error.getEvaluationPath())
              .map());
    }
    return errors;
  }
}
