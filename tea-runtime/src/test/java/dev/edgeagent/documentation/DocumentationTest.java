package dev.edgeagent.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgeagent.documentation.Markdown.Block;
import dev.edgeagent.documentation.Markdown.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example in docs/, and every workflow in README.md, does what stands below it. */
class DocumentationTest {

  static final Path ROOT =
      Path.of(System.getProperty("tea.models")).toAbsolutePath().normalize().getParent();

  @TempDir Path directory;

  static List<Section> sections() throws IOException {
    List<Section> sections = new ArrayList<>();
    try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
        sections.addAll(Markdown.sections(file));
      }
    }
    for (Section section : Markdown.sections(ROOT.resolve("README.md"))) {
      List<Block> blocks =
          section.blocks().stream()
              .filter(block -> Set.of("yaml", "json").contains(block.language()))
              .toList();
      if (blocks.stream().anyMatch(block -> block.language().equals("yaml"))) {
        sections.add(new Section(section.file(), section.title(), blocks));
      }
    }
    return sections;
  }

  @ParameterizedTest
  @MethodSource("sections")
  void everyExampleDoesWhatStandsBelowIt(Section section) throws Exception {
    try (var snippets = new Snippets(directory)) {
      assertThat(snippets.check(section.blocks())).isEmpty();
    }
  }
}
