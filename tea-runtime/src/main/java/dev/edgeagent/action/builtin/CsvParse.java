package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code csv.parse}: the {@code text}, or the UTF-8 file {@code path}, to {@code data}: a map for
 * each row by the names in the first one, or a list with {@code has_header: false}. All values are
 * texts. A row that is too short has null for what it lacks; one that is too long loses the rest. A
 * byte order mark is dropped. Text after a closing quote and a quote that nothing closes are an
 * error, where Python's csv.reader guesses unless it is strict.
 */
final class CsvParse implements Action {

  @Override
  public String name() {
    return "csv.parse";
  }

  @Override
  public String description() {
    return "Reads CSV text or a CSV file into data.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.optional("text", ParameterType.TEXT, "CSV; or give 'path'").or("input"),
        Parameter.optional("path", ParameterType.TEXT, "a CSV file; or give 'text'"),
        Parameter.optional("delimiter", ParameterType.TEXT, "between fields, a comma if not given"),
        Parameter.optional(
                "has_header", ParameterType.BOOLEAN, "false if the first row is data, too")
            .or("headers"));
  }

  @Override
  public String mainKey() {
    return "data";
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context) throws ActionException {
    if (params.has("text") == params.has("path")) {
      return Result.failure(
          params.has("text")
              ? "Only one of 'text' or 'path' should be provided, not both"
              : "Either 'text' or 'path' must be provided",
          "parse");
    }
    Csv csv = Csv.of(params);
    boolean hasHeader = params.flag("has_header", true);
    String text;
    if (params.has("text")) {
      text = params.requiredText("text");
    } else {
      String path = TextFile.local(params.requiredText("path"));
      if (TextFile.isRemote(path)) {
        return TextFile.remote(path);
      }
      try {
        text = TextFile.read(context.permissions().file(path), StandardCharsets.UTF_8);
      } catch (NoSuchFileException e) {
        return Result.failure("File not found: " + path, "io");
      } catch (IOException e) {
        return TextFile.failure(e, "File", path, "io");
      }
    }
    try {
      return result(csv.read(withoutMark(text)), hasHeader);
    } catch (IllegalArgumentException e) {
      return Result.failure("CSV parse error: " + e.getMessage(), "parse");
    }
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Map<String, Object> result(List<List<String>> rows, boolean hasHeader) {
    if (rows.isEmpty() || !hasHeader) {
      return result(rows, null);
    }
    List<String> headers = rows.getFirst();
    List<Map<String, @Nullable String>> data = new ArrayList<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      Map<String, @Nullable String> record = new LinkedHashMap<>();
      for (int i = 0; i < headers.size(); i++) {
        record.put(headers.get(i), i < row.size() ? row.get(i) : null);
      }
      data.add(record);
    }
    return result(data, headers);
  }

  private static Map<String, Object> result(List<?> data, @Nullable List<String> headers) {
    return Result.of("data", data)
        .and("headers", headers)
        .and("row_count", (long) data.size())
        .success();
  }
}
