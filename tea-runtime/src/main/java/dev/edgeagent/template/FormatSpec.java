package dev.edgeagent.template;

/**
 * Python's format specification, {@code [[fill]align][sign][#][0][width][,|_][.precision][type]}.
 *
 * @param align 0 if not given
 * @param width -1 if not given, and so the precision
 * @param grouping 0 for none
 * @param type 0 if not given
 */
record FormatSpec(
    String fill,
    char align,
    char sign,
    boolean alternate,
    int width,
    char grouping,
    int precision,
    char type) {

  static FormatSpec parse(String spec) throws TemplateException {
    int i = 0;
    String fill = " ";
    char align = 0;
    int first = spec.isEmpty() ? 0 : Character.charCount(spec.codePointAt(0));
    if (first < spec.length() && first > 0 && "<>=^".indexOf(spec.charAt(first)) >= 0) {
      fill = spec.substring(0, first);
      align = spec.charAt(first);
      i = first + 1;
    } else if (!spec.isEmpty() && "<>=^".indexOf(spec.charAt(0)) >= 0) {
      align = spec.charAt(i++);
    }
    char sign = '-';
    if (i < spec.length() && "+- ".indexOf(spec.charAt(i)) >= 0) {
      sign = spec.charAt(i++);
    }
    boolean alternate = i < spec.length() && spec.charAt(i) == '#';
    i += alternate ? 1 : 0;
    if (i < spec.length() && spec.charAt(i) == '0') {
      i++;
      fill = align == 0 ? "0" : fill;
      align = align == 0 ? '=' : align;
    }
    int end = digits(spec, i);
    int width = number(spec, i, end);
    i = end;
    char grouping = 0;
    if (i < spec.length() && (spec.charAt(i) == ',' || spec.charAt(i) == '_')) {
      grouping = spec.charAt(i++);
    }
    int precision = -1;
    if (i < spec.length() && spec.charAt(i) == '.') {
      end = digits(spec, i + 1);
      precision = number(spec, i + 1, end);
      if (precision < 0) {
        throw TemplateException.value("Format specifier missing precision");
      }
      i = end;
    }
    char type = i < spec.length() ? spec.charAt(i++) : 0;
    if (i < spec.length()) {
      throw TemplateException.value("Invalid format specifier");
    }
    return new FormatSpec(fill, align, sign, alternate, width, grouping, precision, type);
  }

  private static int digits(String s, int from) {
    int i = from;
    while (i < s.length() && s.charAt(i) >= '0' && s.charAt(i) <= '9') {
      i++;
    }
    return i;
  }

  private static int number(String s, int from, int to) throws TemplateException {
    if (to - from > 9) {
      throw TemplateException.limit("a width or precision of so many digits");
    }
    return to == from ? -1 : Integer.parseInt(s.substring(from, to));
  }

  String format(Object value, Run run) throws TemplateException {
    if (value instanceof Undefined undefined) {
      undefined.use();
    }
    boolean textual = value instanceof Boolean && type == 0;
    if (PyNumber.is(value) && !textual) {
      return number(value, run);
    }
    boolean formattable = PyValue.text(value) != null || textual;
    if (!formattable && !isPlain()) {
      throw TemplateException.value(
          "unsupported format string passed to " + PyValue.type(value) + ".__format__");
    }
    if (type != 0 && type != 's') {
      throw unknown(value);
    }
    if (align == '=') {
      throw TemplateException.value("'=' alignment not allowed in string format specifier");
    }
    String text = PyFormat.str(value);
    String cut = precision < 0 ? text : text.substring(0, PyText.offset(text, precision));
    return pad("", cut, align == 0 ? '<' : align, run);
  }

  private boolean isPlain() {
    return align == 0
        && sign == '-'
        && !alternate
        && width < 0
        && grouping == 0
        && precision < 0
        && type == 0;
  }

  private TemplateException unknown(Object value) {
    return TemplateException.value(
        "Unknown format code '"
            + type
            + "' for object of type "
            + PyFormat.quote(PyValue.type(value)));
  }

  private String number(Object value, Run run) throws TemplateException {
    boolean floating = value instanceof Double || ("eEfFgG%".indexOf(type) >= 0 && type != 0);
    boolean negative =
        PyNumber.compare(value, 0L) == -1 || (value instanceof Double d && d == 0 && 1 / d < 0);
    String signText = negative ? "-" : sign == '-' ? "" : String.valueOf(sign);
    String prefix = "";
    String digits;
    if (floating) {
      if (type != 0 && "eEfFgG%n".indexOf(type) < 0) {
        throw unknown(value);
      }
      digits = floating(PyNumber.toDouble(value));
    } else {
      if (precision >= 0) {
        throw TemplateException.value("Precision not allowed in integer format specifier");
      }
      int radix =
          switch (type) {
            case 'b' -> 2;
            case 'o' -> 8;
            case 'x', 'X' -> 16;
            case 0, 'd', 'n' -> 10;
            case 'c' -> 0;
            default -> throw unknown(value);
          };
      if (radix == 0) {
        return pad("", Printf.format("%c", Tuple.of(value), run), align == 0 ? '<' : align, run);
      }
      digits =
          radix == 10
              ? PyFormat.digits(PyNumber.big(value).abs())
              : PyNumber.big(value).abs().toString(radix);
      prefix = alternate && radix != 10 ? "0" + Character.toLowerCase(type) : "";
      if (type == 'X') {
        digits = PyText.upper(digits);
        prefix = PyText.upper(prefix);
      }
    }
    String head = signText + prefix;
    return pad(
        head,
        grouping == 0 ? digits : grouped(digits, head.length()),
        align == 0 ? '>' : align,
        run);
  }

  private String floating(double value) throws TemplateException {
    if (type == '%') {
      return FloatFormat.format(value * 100, 'f', precision < 0 ? 6 : precision, alternate) + "%";
    }
    if (type != 0) {
      return FloatFormat.format(
          value, type == 'n' ? 'g' : type, precision < 0 ? 6 : precision, alternate);
    }
    if (precision < 0) {
      return PyFloat.repr(Math.abs(value));
    }
    String text = FloatFormat.format(value, 'g', precision, alternate);
    boolean whole =
        text.indexOf('.') < 0 && text.indexOf('e') < 0 && Character.isDigit(text.charAt(0));
    return whole && text.length() < precision ? text + ".0" : text;
  }

  /** Separators between groups of three digits (four of other bases), zero fill included. */
  private String grouped(String digits, int headLength) {
    int size = type == 'x' || type == 'X' || type == 'b' || type == 'o' ? 4 : 3;
    int whole = 0;
    while (whole < digits.length()
        && Character.digit(digits.charAt(whole), 16) >= 0
        && (size == 4 || Character.isDigit(digits.charAt(whole)))) {
      whole++;
    }
    StringBuilder out = new StringBuilder(digits);
    for (int i = whole - size; i > 0; i -= size) {
      out.insert(i, grouping);
    }
    if (align == '=' && fill.equals("0")) {
      int missing = width - headLength - out.length();
      int group = 0;
      while (out.length() > group && out.charAt(group) != grouping && group < whole) {
        group++;
      }
      for (; missing > 0; missing--) {
        if (group == size) {
          out.insert(0, grouping);
          group = 0;
          if (--missing <= 0) {
            out.insert(0, '0');
            break;
          }
        }
        out.insert(0, '0');
        group++;
      }
    }
    return out.toString();
  }

  private String pad(String head, String text, char side, Run run) throws TemplateException {
    int missing = Math.max(0, width - head.length() - PyText.length(text));
    run.chars((long) missing * fill.length() + text.length());
    return switch (side) {
      case '<' -> head + text + fill.repeat(missing);
      case '^' -> fill.repeat(missing / 2) + head + text + fill.repeat(missing - missing / 2);
      case '=' -> head + fill.repeat(missing) + text;
      default -> fill.repeat(missing) + head + text;
    };
  }
}
