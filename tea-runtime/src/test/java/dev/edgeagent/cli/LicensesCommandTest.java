package dev.edgeagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicensesCommandTest {

  @TempDir Path directory;
  private InProcess tea;

  @BeforeEach
  void startTea() {
    tea = new InProcess(directory);
  }

  private Path image() throws Exception {
    Path doc = Files.createDirectories(directory.resolve("usr/share/doc/tea"));
    Path legal = Files.createDirectories(directory.resolve("usr/share/tea/jre/legal/java.base"));
    Files.writeString(
        doc.resolve("licenses.md"),
        """
        # Licences

        What this AppImage holds, and under which terms. The files are relative to this one.

        | component | version | licence | texts |
        |---|---|---|---|
        | tea | 1.2.3 | Apache-2.0 | LICENSE |
        | Tiny \\| small | - | LicenseRef-Tiny | MODEL |
        | OpenJDK | 25.0.3 | GPL-2.0-only WITH Classpath-exception-2.0 | ../../tea/jre/legal |
        """);
    Files.writeString(doc.resolve("LICENSE"), "Apache text\n");
    Files.writeString(doc.resolve("MODEL"), "Tiny | small\n\nBe kind.\n");
    Files.writeString(legal.resolve("LICENSE"), "GPL text\n");
    tea.environment.put("APPDIR", directory.toString());
    return doc;
  }

  @Test
  void listsWhatIsInTheImageWithTheModelsNoticeFirst() throws Exception {
    Path doc = image();
    assertThat(tea.run("licenses")).isZero();
    assertThat(tea.out())
        .isEqualTo(
            """
            Tiny | small

            Be kind.

            Tiny | small          LicenseRef-Tiny
            tea           1.2.3   Apache-2.0
            OpenJDK       25.0.3  GPL-2.0-only WITH Classpath-exception-2.0
            """);
    assertThat(tea.err()).isEqualTo("from " + doc + "/licenses.md\n");
  }

  @Test
  void printsOneTextOrAll() throws Exception {
    String rule = "=".repeat(80) + "\n";
    image();
    assertThat(tea.run("licenses", "openjdk")).isZero();
    String jdk =
        rule
            + "OpenJDK 25.0.3: GPL-2.0-only WITH Classpath-exception-2.0\n"
            + rule
            + "\n--- java.base/LICENSE\n\nGPL text\n";
    assertThat(tea.out()).isEqualTo(jdk);
    assertThat(tea.run("licenses", "--all")).isZero();
    assertThat(tea.out())
        .startsWith(
            rule + "Tiny | small: LicenseRef-Tiny\n" + rule + "\n--- MODEL\n\nTiny | small\n")
        .endsWith("\n" + jdk);
    assertThat(tea.run("licenses", "opnjdk")).isEqualTo(Main.USAGE);
    assertThat(tea.err())
        .isEqualTo(
            "tea: there is no licence of 'opnjdk'\n  Fix: tea licenses lists what there is\n");
  }

  @Test
  void tellsWhatItCanFindOutsideOfAnImage() {
    assertThat(tea.run("licenses", "tea")).isZero();
    assertThat(tea.out()).contains("Apache License");
    assertThat(tea.err()).isEqualTo("from the class path; this is not an AppImage\n");
  }
}
