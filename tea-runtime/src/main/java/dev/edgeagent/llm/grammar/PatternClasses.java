package dev.edgeagent.llm.grammar;

/**
 * The named sets of regular expressions. Where ECMAScript and Java differ in what belongs to a set,
 * a set has what belongs to it in both, so that what a grammar allows fits in either.
 */
final class PatternClasses {

  private static final CodePoints DIGIT = CodePoints.of('0', '9');
  private static final CodePoints WORD =
      DIGIT.or(CodePoints.of('a', 'z')).or(CodePoints.of('A', 'Z')).or(CodePoints.of("_"));
  private static final CodePoints SPACE_IN_BOTH = CodePoints.of(" \t\n\u000B\f\r");
  private static final CodePoints SPACE_IN_ONE =
      SPACE_IN_BOTH
          .or(CodePoints.of("\u0085\u00A0\u1680\u2028\u2029\u202F\u205F\u3000\uFEFF"))
          .or(CodePoints.of(0x2000, 0x200A));

  /** What {@code .} stands for. */
  static final CodePoints DOT = CodePoints.of("\n\r\u0085\u2028\u2029").complement();

  private PatternClasses() {}

  /**
   * @param isToBeInverted whether it stands in {@code [^...]}: then what belongs to it in one of
   *     the two must be in it
   */
  static CodePoints named(int letter, boolean isToBeInverted) {
    return switch (letter) {
      case 'd' -> DIGIT;
      case 'D' -> DIGIT.complement();
      case 'w' -> WORD;
      case 'W' -> WORD.complement();
      case 's' -> isToBeInverted ? SPACE_IN_ONE : SPACE_IN_BOTH;
      default -> (isToBeInverted ? SPACE_IN_BOTH : SPACE_IN_ONE).complement();
    };
  }
}
