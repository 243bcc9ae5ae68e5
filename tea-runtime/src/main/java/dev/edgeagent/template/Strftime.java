package dev.edgeagent.template;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** C's strftime in the C locale. */
final class Strftime {

  private Strftime() {}

  /**
   * @param clock null for the system's
   */
  static String now(String format, Clock clock) throws TemplateException {
    return format(
        format, ZonedDateTime.now(clock == null ? Clock.system(ZoneId.systemDefault()) : clock));
  }

  private static String format(String format, ZonedDateTime time) throws TemplateException {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        out.append(c);
        continue;
      }
      boolean bare = format.charAt(i + 1) == '-' && i + 2 < format.length();
      i += bare ? 2 : 1;
      String field = field(format.charAt(i), time);
      out.append(bare && field.length() > 1 && field.charAt(0) == '0' ? field.substring(1) : field);
    }
    return out.toString();
  }

  private static String field(char code, ZonedDateTime time) throws TemplateException {
    return switch (code) {
      case 'Y' -> String.valueOf(time.getYear());
      case 'y' -> two(time.getYear() % 100);
      case 'm' -> two(time.getMonthValue());
      case 'd' -> two(time.getDayOfMonth());
      case 'e' ->
          time.getDayOfMonth() < 10
              ? " " + time.getDayOfMonth()
              : String.valueOf(time.getDayOfMonth());
      case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' ->
          time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH).substring(0, 3);
      case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'H' -> two(time.getHour());
      case 'I' -> two(time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
      case 'M' -> two(time.getMinute());
      case 'S' -> two(time.getSecond());
      case 'f' -> String.valueOf(1_000_000 + time.getNano() / 1000).substring(1);
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'j' -> String.valueOf(1000 + time.getDayOfYear()).substring(1);
      case 'u' -> String.valueOf(time.getDayOfWeek().getValue());
      case 'w' -> String.valueOf(time.getDayOfWeek().getValue() % 7);
      case 's' -> String.valueOf(time.toEpochSecond());
      case 'F' -> format("%Y-%m-%d", time);
      case 'T' -> format("%H:%M:%S", time);
      case 'R' -> format("%H:%M", time);
      case 'D', 'x' -> format("%m/%d/%y", time);
      case 'X' -> format("%H:%M:%S", time);
      case 'c' -> format("%a %b %e %H:%M:%S %Y", time);
      case 'z', 'Z' -> "";
      case 'n' -> "\n";
      case 't' -> "\t";
      case '%' -> "%";
      default -> throw TemplateException.value("strftime: unknown directive %" + code);
    };
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : String.valueOf(number);
  }
}
