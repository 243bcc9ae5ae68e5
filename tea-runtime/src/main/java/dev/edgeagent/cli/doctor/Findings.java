package dev.edgeagent.cli.doctor;

import dev.edgeagent.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What all checks found, in their order. */
public record Findings(List<Finding> all) {

  public Findings {
    all = List.copyOf(all);
  }

  /** Whether nothing would fail. */
  public boolean areFine() {
    return all.stream().noneMatch(finding -> finding.status() == Finding.Status.PROBLEM);
  }

  /** A line for each, ending in a line's end. */
  public String text() {
    return all.stream().map(finding -> finding.line() + "\n").collect(Collectors.joining());
  }

  /** An object with {@code ok} and {@code checks}. */
  public String json() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("ok", areFine());
    map.put("checks", all.stream().map(Finding::asMap).toList());
    return Json.pretty(map) + "\n";
  }
}
