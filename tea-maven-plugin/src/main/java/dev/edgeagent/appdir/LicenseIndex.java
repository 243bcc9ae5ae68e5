package dev.edgeagent.appdir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of what is inside, under which licence, and where its text is. */
final class LicenseIndex {
  /** For a version that nothing at hand tells. */
  static final String UNKNOWN = "-";

  private static final String HEAD =
      """
      # Licences

      What this AppImage holds, and under which terms. The files are relative to this one.

      | component | version | licence | texts |
      |---|---|---|---|
      """;

  private final List<String> rows = new ArrayList<>();

  /**
   * Adds a row below those before.
   *
   * @param license SPDX expression
   * @param texts files, relative to the index
   */
  void add(String component, String version, String license, List<String> texts) {
    String row =
        Stream.of(component, version, license, String.join(", ", texts))
            .map(cell -> cell.replace("|", "\\|"))
            .collect(Collectors.joining(" | ", "| ", " |\n"));
    rows.add(row);
  }

  void write(Path file) throws IOException {
    Files.writeString(file, HEAD + String.join("", rows));
  }
}
