package dev.edgeagent.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fenced blocks of a Markdown file. */
final class Markdown {

  private static final Pattern MARKER = Pattern.compile("<!-- test: (.*) -->");

  /**
   * A fenced block.
   *
   * @param language after the fence, such as {@code yaml}
   * @param text its lines
   * @param line of the fence, from 1
   * @param marker of the comment {@code <!-- test: MARKER -->} directly above it; empty if there is
   *     none
   */
  record Block(String language, String text, int line, String marker) {

    /** Whether it is only a file for the blocks below it. */
    boolean isFile() {
      return marker.equals("file") || marker.startsWith("file=");
    }

    /** What follows a word in the marker: {@code file=a.txt} is {@code a.txt} for {@code file=}. */
    String marked(String word) {
      return marker.startsWith(word) ? marker.substring(word.length()) : "";
    }
  }

  /**
   * What stands below a heading {@code ## TITLE}, up to the next one.
   *
   * @param file for messages
   */
  record Section(String file, String title, List<Block> blocks) {
    @Override
    public String toString() {
      return file + ": " + title;
    }
  }

  private Markdown() {}

  static List<Section> sections(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    List<Section> sections = new ArrayList<>();
    sections.add(new Section(name, "", new ArrayList<>()));
    List<String> lines = Files.readAllLines(file);
    String marker = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher comment = MARKER.matcher(line);
      if (line.startsWith("## ")) {
        sections.add(new Section(name, line.substring(3), new ArrayList<>()));
      } else if (comment.matches()) {
        marker = comment.group(1);
      } else if (line.startsWith("```")) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
        String text = String.join("\n", lines.subList(i + 1, end)) + "\n";
        sections.getLast().blocks().add(new Block(line.substring(3), text, i + 1, marker));
        marker = "";
        i = end;
      } else {
        marker = "";
      }
    }
    return sections.stream().filter(section -> !section.blocks().isEmpty()).toList();
  }
}
