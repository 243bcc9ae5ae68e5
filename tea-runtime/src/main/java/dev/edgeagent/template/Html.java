package dev.edgeagent.template;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The filters for HTML and URLs. */
final class Html {

  private static final String UNQUOTED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~";

  private Html() {}

  static Object apply(String name, Object value, Arguments arguments, Run run)
      throws TemplateException {
    switch (name) {
      case "xmlattr" -> {
        return attributes(value, Arguments.flag(arguments.bind(name, 0, "autospace")[0], true));
      }
      case "urlize" -> {
        return Urlize.apply(value, arguments, run);
      }
      default -> arguments.bind(name, 0);
    }
    if (name.equals("urlencode")) {
      return urlEncode(value, run);
    }
    String text = PyFormat.str(value);
    run.chars(text.length());
    return switch (name) {
      case "e", "escape" -> value instanceof Markup ? value : new Markup(escape(text));
      case "forceescape" -> new Markup(escape(text));
      case "safe" -> new Markup(text);
      default -> StripTags.strip(text, run);
    };
  }

  static String escape(String s) {
    StringBuilder out = new StringBuilder(s.length());
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '\'' -> out.append("&#39;");
        case '"' -> out.append("&#34;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private static String attributes(Object value, boolean leadingSpace) throws TemplateException {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw TemplateException.value(
          PyFormat.quote(PyValue.type(value)) + " object has no attribute 'items'");
    }
    StringBuilder out = new StringBuilder();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getValue() == null || entry.getValue() instanceof Undefined) {
        continue;
      }
      String key = Arguments.string(PyValue.of(entry.getKey()), "");
      for (int i = 0; i < key.length(); i++) {
        if (" \t\n\r\f\u000b/>=".indexOf(key.charAt(i)) >= 0) {
          throw TemplateException.value(
              "Invalid character in attribute name: " + PyFormat.quote(key));
        }
      }
      Object item = PyValue.of(entry.getValue());
      String text = item instanceof Markup markup ? markup.text() : escape(PyFormat.str(item));
      out.append(out.isEmpty() ? "" : " ")
          .append(escape(key))
          .append("=\"")
          .append(text)
          .append('"');
    }
    return leadingSpace && !out.isEmpty() ? " " + out : out.toString();
  }

  private static String urlEncode(Object value, Run run) throws TemplateException {
    boolean pairs = PyValue.text(value) == null && PyValue.isIterable(value);
    if (!pairs) {
      return quote(PyFormat.str(value), false);
    }
    List<Object> items =
        value instanceof Map<?, ?> map ? Methods.items(map).peek() : PyValue.iterate(value, run);
    StringBuilder out = new StringBuilder();
    for (Object item : items) {
      List<Object> pair = PyValue.iterate(item, run);
      if (pair.size() != 2) {
        throw TemplateException.value(
            "not enough values to unpack (expected 2, got " + pair.size() + ")");
      }
      out.append(out.isEmpty() ? "" : "&").append(quote(PyFormat.str(pair.get(0)), true));
      out.append('=').append(quote(PyFormat.str(pair.get(1)), true));
    }
    return out.toString();
  }

  private static String quote(String s, boolean query) {
    StringBuilder out = new StringBuilder();
    for (byte b : s.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (UNQUOTED.indexOf(c) >= 0 || (c == '/' && !query)) {
        out.append(c);
      } else if (c == ' ' && query) {
        out.append('+');
      } else {
        out.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        out.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return out.toString();
  }
}
