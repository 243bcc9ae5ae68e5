package dev.edgeagent.template;

/**
 * A piece of a template.
 *
 * @param text the name, operator or data
 * @param value of a literal: String, Long, BigInteger or Double
 * @param at offset in the source
 */
record Token(Kind kind, String text, Object value, int at) {

  enum Kind {
    DATA,
    VARIABLE_BEGIN,
    VARIABLE_END,
    BLOCK_BEGIN,
    BLOCK_END,
    NAME,
    STRING,
    NUMBER,
    OPERATOR,
    END
  }

  boolean is(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  /** How an error message names it. */
  String describe() {
    return switch (kind) {
      case DATA -> "template text";
      case VARIABLE_BEGIN -> "'{{'";
      case VARIABLE_END -> "end of print statement";
      case BLOCK_BEGIN -> "'{%'";
      case BLOCK_END -> "end of statement block";
      case END -> "end of template";
      case STRING -> "string " + PyFormat.quote(text);
      default -> "'" + text + "'";
    };
  }
}
