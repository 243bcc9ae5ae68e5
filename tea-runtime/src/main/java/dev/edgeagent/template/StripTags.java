package dev.edgeagent.template;

import java.util.List;

/**
 * Removes comments and tags from HTML, joins its words with single blanks and resolves the common
 * entities.
 */
final class StripTags {

  private StripTags() {}

  static String strip(String html, Run run) throws TemplateException {
    String text = remove(remove(html, "<!--", "-->"), "<", ">");
    List<Object> words = StringSplit.split(text, "split", Arguments.NONE, run);
    StringBuilder out = new StringBuilder();
    for (Object word : words) {
      out.append(out.isEmpty() ? "" : " ").append(word);
    }
    return unescape(out.toString());
  }

  private static String remove(String s, String open, String close) {
    StringBuilder out = new StringBuilder(s.length());
    int from = 0;
    for (int start = s.indexOf(open); start >= 0; start = s.indexOf(open, from)) {
      int end = s.indexOf(close, start + open.length());
      if (end < 0) {
        break;
      }
      out.append(s, from, start);
      from = end + close.length();
    }
    return out.append(s, from, s.length()).toString();
  }

  private static String unescape(String s) {
    StringBuilder out = new StringBuilder(s.length());
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      int end = c == '&' ? s.indexOf(';', i, Math.min(i + 10, s.length())) : -1;
      String character = end > i ? entity(s.substring(i + 1, end)) : null;
      if (character == null) {
        out.append(c);
      } else {
        out.append(character);
        i = end;
      }
    }
    return out.toString();
  }

  private static String entity(String name) {
    if (name.startsWith("#")) {
      boolean hex = name.startsWith("#x") || name.startsWith("#X");
      try {
        int c = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
        return Character.isValidCodePoint(c) && c > 0 ? Character.toString(c) : null;
      } catch (NumberFormatException e) {
        return null;
      }
    }
    return switch (name) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "apos" -> "'";
      case "nbsp" -> "\u00a0";
      case "copy" -> "©";
      case "hellip" -> "…";
      case "ndash" -> "–";
      case "mdash" -> "—";
      default -> null;
    };
  }
}
