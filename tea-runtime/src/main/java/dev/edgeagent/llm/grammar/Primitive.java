package dev.edgeagent.llm.grammar;

import java.util.List;
import java.util.Locale;

/**
 * The rules that all JSON shares. Space between values is at most a space, or a line end with up to
 * 20 of indentation, and numbers have at most 18 digits before the point: a model that knows no end
 * cannot go on for ever there.
 */
enum Primitive {
  VALUE(
      "object | array | string | number | boolean | null",
      "OBJECT ARRAY STRING NUMBER BOOLEAN NULL"),
  OBJECT("\"{\" ws (member (\",\" ws member)* ws)? \"}\"", "WS MEMBER"),
  MEMBER("string \":\" ws value", "STRING WS VALUE"),
  ARRAY("\"[\" ws (value (\",\" ws value)* ws)? \"]\"", "WS VALUE"),
  STRING("\"\\\"\" char* \"\\\"\"", "CHAR"),
  CHAR("plain | escape", "PLAIN ESCAPE"),
  PLAIN("[^\"\\\\\\x00-\\x1F\\x7F]", ""),
  /** Half of a surrogate pair is no character: pairs come whole. */
  ESCAPE(
      "\"\\\\\" ([\"\\\\/bfnrt] | \"u\" ([0-9A-CE-Fa-ce-f] hex hex hex | [Dd] [0-7] hex hex"
          + " | [Dd] [89ABab] hex hex \"\\\\u\" [Dd] [C-Fc-f] hex hex))",
      "HEX"),
  HEX("[0-9A-Fa-f]", ""),
  NUMBER("integer (\".\" [0-9]{1,16})? ([eE] [-+]? [0-9]{1,2})?", "INTEGER"),
  INTEGER("\"-\"? (\"0\" | [1-9] [0-9]{0,17})", ""),
  BOOLEAN("\"true\" | \"false\"", ""),
  NULL("\"null\"", ""),
  WS("(\" \" | \"\\n\" \" \"{0,20})?", "");

  private final String body;
  private final String uses;

  Primitive(String body, String uses) {
    this.body = body;
    this.uses = uses;
  }

  String ruleName() {
    return name().toLowerCase(Locale.ROOT);
  }

  String body() {
    return body;
  }

  List<Primitive> uses() {
    return uses.isEmpty()
        ? List.of()
        : List.of(uses.split(" ")).stream().map(Primitive::valueOf).toList();
  }
}
