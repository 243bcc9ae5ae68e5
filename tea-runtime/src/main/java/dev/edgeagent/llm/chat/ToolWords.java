package dev.edgeagent.llm.chat;

import dev.edgeagent.llm.Tool;
import dev.edgeagent.template.Template;
import dev.edgeagent.template.TemplateException;
import java.util.List;
import java.util.Map;

/** Tools, calls and results in words, for templates that know none of them. */
final class ToolWords {

  private final Template offer = BuiltInTemplates.template("tools");
  private final Template calls = BuiltInTemplates.template("calls");

  /**
   * The system text that offers tools.
   *
   * @param system what it said so far; may be empty
   */
  String offer(String system, List<Tool> tools) {
    return render(
        offer, Map.of("system", system, "tools", tools.stream().map(Tool::asMap).toList()));
  }

  /**
   * The tools as JSON text, as Phi-4-mini reads them: a list of functions.
   *
   * <p>Source: the model card of microsoft/Phi-4-mini-instruct.
   */
  String list(List<Tool> tools) {
    List<Object> functions =
        tools.stream().map(tool -> tool.asMap().getOrDefault("function", Map.of())).toList();
    return render(BuiltInTemplates.template("list"), Map.of("functions", functions));
  }

  /**
   * Calls as the model writes them.
   *
   * @param content the text in front of them; may be empty
   * @param named maps, each with a name and arguments
   * @param isPhi in Phi-4-mini's marks, not in the general ones
   */
  String calls(String content, List<Map<String, Object>> named, boolean isPhi) {
    return content
        + render(
            calls,
            Map.of(
                "gap",
                isPhi ? "" : "\n",
                "isFirst",
                content.isEmpty(),
                "calls",
                named,
                "open",
                isPhi ? "<|tool_call|>" : "<tool_call>\n",
                "close",
                isPhi ? "<|/tool_call|>" : "\n</tool_call>"));
  }

  /** A tool's result, in a turn of the user's. */
  static String result(String content) {
    return "<tool_response>\n" + content + "\n</tool_response>";
  }

  private static String render(Template template, Map<String, Object> values) {
    try {
      return template.render(values);
    } catch (TemplateException e) {
      throw new IllegalArgumentException("tools that are no JSON: " + e.getMessage(), e);
    }
  }
}
