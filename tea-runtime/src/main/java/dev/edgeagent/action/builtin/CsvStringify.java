package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import dev.edgeagent.template.Python;
import dev.edgeagent.template.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code csv.stringify}: a list of maps, or of lists, to CSV {@code text} as Python's csv.writer
 * writes it: lines end with CR LF, fields are quoted where they must be, null is empty, anything
 * but text is as Python prints it. The columns of maps are {@code headers}, or the keys of the
 * first.
 */
final class CsvStringify implements Action {

  @Override
  public String name() {
    return "csv.stringify";
  }

  @Override
  public String description() {
    return "Writes a list of maps or lists as CSV text.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.required("data", ParameterType.LIST, "maps or lists").or("input"),
        Parameter.optional("headers", ParameterType.LIST, "names of the columns"),
        Parameter.optional(
            "delimiter", ParameterType.TEXT, "between fields, a comma if not given"));
  }

  @Override
  public String mainKey() {
    return "text";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    Object data = params.given("data");
    Csv csv = Csv.of(params);
    List<String> headers = params.texts("headers");
    if (!(data instanceof List<?> rows)) {
      return failure(data == null ? "Input data is None" : "Data must be a list");
    }
    List<List<String>> lines = new ArrayList<>();
    try {
      if (!rows.isEmpty() && rows.getFirst() instanceof Map<?, ?> first) {
        List<?> columns = params.has("headers") ? headers : List.copyOf(first.keySet());
        lines.add(fields(columns));
        for (int i = 0; i < rows.size(); i++) {
          lines.add(fields(cells(rows.get(i), i + 1, columns)));
        }
      } else if (!rows.isEmpty()) {
        if (!headers.isEmpty()) {
          lines.add(headers);
        }
        for (int i = 0; i < rows.size(); i++) {
          if (!(rows.get(i) instanceof List<?> cells)) {
            return failure(notA("list", rows.get(i), i + 1));
          }
          lines.add(fields(cells));
        }
      }
      return Result.of("text", csv.write(lines)).and("row_count", (long) rows.size()).success();
    } catch (IllegalArgumentException e) {
      return failure("CSV serialization error: " + e.getMessage());
    } catch (TemplateException e) {
      return failure("CSV serialization error: " + e.what());
    }
  }

  private static Map<String, Object> failure(String what) {
    return Result.failure(what, "serialize");
  }

  private static String notA(String wanted, @Nullable Object row, int number) {
    return "row " + number + " is not a " + wanted + " as the first, but " + Python.type(row);
  }

  private static List<@Nullable Object> cells(@Nullable Object row, int number, List<?> columns) {
    if (!(row instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(notA("map", row, number));
    }
    for (Object key : map.keySet()) {
      if (!columns.contains(key)) {
        throw new IllegalArgumentException(
            "row " + number + " has the key '" + key + "', which is not among the headers");
      }
    }
    List<@Nullable Object> cells = new ArrayList<>();
    for (Object column : columns) {
      cells.add(map.get(column));
    }
    return cells;
  }

  private static List<String> fields(List<?> cells) throws TemplateException {
    var python = new Python();
    List<String> fields = new ArrayList<>();
    for (Object cell : cells) {
      fields.add(cell == null ? "" : python.str(cell));
    }
    return fields;
  }
}
