package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import java.util.List;
import java.util.Map;

/**
 * {@code data.validate}: whether {@code data} fulfils a JSON {@code schema}, of the draft that its
 * {@code $schema} names, or 7: {@code valid} and {@code errors: [{path, message}]}, the path with
 * dots between. Schemas are never fetched: a {@code $ref} leads into the schema itself.
 */
final class DataValidate implements Action {

  @Override
  public String name() {
    return "data.validate";
  }

  @Override
  public String description() {
    return "Checks data against a JSON schema.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required("data", ParameterType.ANY, "what to check").or("input"),
        Parameter.required("schema", ParameterType.ANY, "a JSON schema, draft 4 to 2020-12"));
  }

  @Override
  public String mainKey() {
    return "valid";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    Object data = params.given("data");
    Object schema = params.given("schema");
    if (data == null) {
      return result(List.of(Result.of("path", "").and("message", "Data is None").map()));
    }
    if (schema == null) {
      return failure("Schema is required");
    }
    if (!(schema instanceof Map || schema instanceof Boolean)) {
      return failure("Invalid schema: a schema is a map");
    }
    try {
      check(data);
      check(schema);
      return result(new Schema(schema).errors(data));
    } catch (IllegalArgumentException e) {
      return failure(String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      return failure("Validation error: the data or the schema is nested too deeply");
    }
  }

  private static void check(Object value) {
    try {
      JsonValues.check(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Validation error: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> result(List<?> errors) {
    return Result.of("valid", errors.isEmpty()).and("errors", errors).success();
  }

  private static Map<String, Object> failure(String what) {
    return Result.failure(what, "validate");
  }
}
