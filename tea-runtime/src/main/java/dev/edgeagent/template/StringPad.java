package dev.edgeagent.template;

/** The str methods that fill up with characters. */
final class StringPad {

  private StringPad() {}

  static String pad(String s, String name, Arguments arguments, Run run) throws TemplateException {
    Object[] a = arguments.bind(name, 1, "width", "fillchar");
    int missing = Math.max(0, Arguments.integer(a[0], 0) - PyText.length(s));
    String fill = name.equals("zfill") ? "0" : Arguments.string(a[1], " ");
    if (PyText.length(fill) != 1) {
      throw TemplateException.value("The fill character must be exactly one character long");
    }
    run.chars((long) missing * fill.length() + s.length());
    return switch (name) {
      case "ljust" -> s + fill.repeat(missing);
      case "rjust" -> fill.repeat(missing) + s;
      case "zfill" -> {
        boolean signed = s.startsWith("-") || s.startsWith("+");
        yield signed
            ? s.charAt(0) + fill.repeat(missing) + s.substring(1)
            : fill.repeat(missing) + s;
      }
      default -> center(s, missing, fill);
    };
  }

  /** str.center, which puts the odd blank left if the width is odd. */
  static String center(String s, int missing, String fill) {
    int left = missing / 2 + (missing & (missing + PyText.length(s)) & 1);
    return fill.repeat(left) + s + fill.repeat(missing - left);
  }

  static String expandTabs(String s, int size, Run run) throws TemplateException {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '\t') {
        int blanks = size > 0 ? size - column % size : 0;
        run.chars(blanks);
        out.append(" ".repeat(blanks));
        column += blanks;
      } else {
        out.append(c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
      }
    }
    return out.toString();
  }
}
