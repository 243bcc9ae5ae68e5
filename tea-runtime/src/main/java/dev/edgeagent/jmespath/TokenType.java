package dev.edgeagent.jmespath;

/** The kinds of tokens, with how tightly each binds what stands left of it. */
enum TokenType {
  END(0),
  NAME(0),
  QUOTED_NAME(0),
  LITERAL(0),
  NUMBER(0),
  RBRACKET(0),
  RPAREN(0),
  RBRACE(0),
  COMMA(0),
  COLON(0),
  CURRENT(0),
  REFERENCE(0),
  PIPE(1),
  OR(2),
  AND(3),
  COMPARATOR(5),
  FLATTEN(9),
  STAR(20),
  FILTER(21),
  DOT(40),
  NOT(45),
  LBRACE(50),
  LBRACKET(55),
  LPAREN(60);

  /** What binds less ends a projection. */
  static final int PROJECTION_END = 10;

  final int power;

  TokenType(int power) {
    this.power = power;
  }
}
