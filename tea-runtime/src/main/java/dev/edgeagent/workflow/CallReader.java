package dev.edgeagent.workflow;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node's action, code or other workflow. */
final class CallReader {

  private static final Set<String> RUN_KEYS = Set.of("type", "code", "value", "output_key");

  private final Problems problems;
  private final WorkflowReader workflows;

  CallReader(Problems problems, WorkflowReader workflows) {
    this.problems = problems;
    this.workflows = workflows;
  }

  /**
   * @param key {@code uses} or {@code action}
   */
  Body action(YamlMap node, String key, String name) throws WorkflowException {
    String action = node.requiredString(key, "name an action: 'uses: llm.chat'");
    String params = BodyReader.either(node, "with", "params");
    String output = outputKey(node);
    Places places = places(node, output, params);
    Body.Output otherwise =
        key.equals("uses") ? new Body.Output.Merge() : new Body.Output.Main(name);
    return new Body.Call(
        action,
        params == null ? Map.of() : node.map(params),
        output(node, output, otherwise),
        node.position(key),
        places);
  }

  /**
   * @param key {@code run} or {@code script}
   */
  Body code(YamlMap node, String key) throws WorkflowException {
    if (node.isScalar(key)) {
      String language = node.string("language");
      if (language == null && key.equals("script")) {
        language = "python";
      }
      return lua(node, key, language, node, "language");
    }
    YamlMap run = node.child(key, "'" + key + "' of " + node.what());
    run.warnOfUnknown(RUN_KEYS, problems);
    String type = run.string("type");
    if ("expression".equals(type)) {
      return new Body.Expression(
          run.requiredString("value", "give the expression: 'value: state.n + 1'"),
          expressionKey(run, node),
          run.textPosition("value"));
    }
    return lua(run, "code", type, node, "type");
  }

  private static String expressionKey(YamlMap run, YamlMap node) throws WorkflowException {
    String key = run.string("output_key");
    String output = outputKey(node);
    if (output != null && !node.isScalar(output)) {
      throw new WorkflowException(
          node.position(output),
          "an expression has one value: '" + output + "' of " + node.what() + " must be one key",
          "write '" + output + ": KEY'");
    }
    if (key == null && output != null) {
      key = node.string(output);
    }
    return key == null ? "result" : key;
  }

  /** Another workflow, whose path is relative to this one's directory. */
  Body subgraph(YamlMap node) throws WorkflowException {
    String path = node.requiredString("subgraph", "name a workflow: 'subgraph: other.yaml'");
    try {
      return new Body.Subgraph(
          workflows.subgraph(Path.of(path), node.position("subgraph")),
          node.map("input"),
          node.position("subgraph"),
          node.places("input"));
    } catch (InvalidPathException e) {
      throw new WorkflowException(
          node.position("subgraph"), "'" + path + "' is not a path", "correct it", e);
    }
  }

  private static Body lua(
      YamlMap holder, String key, @Nullable String language, YamlMap node, String languageKey)
      throws WorkflowException {
    String code = holder.requiredString(key, "give the code: '" + key + ": |' and lines of Lua");
    Position position = holder.textPosition(key);
    switch (language) {
      case null -> {}
      case "lua" -> {}
      case "python", "prolog" ->
          throw new WorkflowException(
              position,
              "%s is %s code, which tea does not run"
                  .formatted(node.what(), language.equals("python") ? "Python" : "Prolog"),
              "write it in Lua ('language: lua'), as an expression ('run: {type: expression, value:"
                  + " ...}'), or as an action of your own (--actions)");
      case String other ->
          throw new WorkflowException(
              (holder.has(languageKey) ? holder : node).position(languageKey),
              "there is no language '" + other + "'",
              NearestName.fix(other, List.of("lua", "expression")));
    }
    String output = outputKey(node);
    return new Body.Lua(
        code,
        output(node, output, new Body.Output.Merge()),
        position,
        output == null ? Places.none(node.position()) : node.places(output));
  }

  private static @Nullable String outputKey(YamlMap node) throws WorkflowException {
    String output = BodyReader.either(node, "output", "outputs");
    return output == null && node.has("output_key") ? "output_key" : output;
  }

  private static Body.Output output(YamlMap node, @Nullable String key, Body.Output otherwise)
      throws WorkflowException {
    if (key == null || node.value(key) == null) {
      return otherwise;
    }
    return node.isScalar(key)
        ? new Body.Output.Whole(node.requiredString(key, "name the key of the state"))
        : new Body.Output.Mapped(node.map(key));
  }

  /** Of a call's parameters, and of its outputs where those have no parameter's name. */
  private static Places places(YamlMap node, @Nullable String output, @Nullable String params)
      throws WorkflowException {
    Places inner = params == null ? Places.none(node.position()) : node.places(params);
    return output == null ? inner : node.places(output).or(inner);
  }
}
