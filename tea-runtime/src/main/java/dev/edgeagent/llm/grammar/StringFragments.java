package dev.edgeagent.llm.grammar;

import java.util.List;
import java.util.Map;

/** Strings of a length, a pattern or a format. */
final class StringFragments {

  private static final String DATE =
      "(\\d{4}-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)"
          + "|02-(0[1-9]|1\\d|2[0-8]))"
          + "|(\\d\\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)";
  private static final String TIME =
      "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)";
  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?";
  private static final String HOST = LABEL + "(\\." + LABEL + "){0,4}";

  /** As regular expressions; of the last ones only what is common. */
  private static final Map<String, String> FORMATS =
      Map.of(
          "date",
          DATE,
          "time",
          TIME,
          "date-time",
          DATE + "T" + TIME,
          "uuid",
          "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
          "ipv4",
          BYTE + "(\\." + BYTE + "){3}",
          "hostname",
          HOST,
          "email",
          "[A-Za-z0-9]([A-Za-z0-9_+-]|\\.[A-Za-z0-9]){0,40}@" + LABEL + "(\\." + LABEL + "){1,4}",
          "uri",
          "https?://" + HOST + "(/[A-Za-z0-9._~-]{0,40}){0,20}");

  private final SchemaRules rules;

  StringFragments(SchemaRules rules) {
    this.rules = rules;
  }

  Fragment of(Located schema, String name) throws GrammarException {
    List<String> limits =
        List.of("pattern", "format", "minLength", "maxLength").stream()
            .filter(schema::has)
            .toList();
    if (limits.isEmpty()) {
      return rules.use(Primitive.STRING);
    }
    boolean isShaped = schema.has("pattern") || schema.has("format");
    if (isShaped && limits.size() > 1) {
      throw schema.error(
          "'"
              + limits.get(0)
              + "' and '"
              + limits.get(1)
              + "' cannot both be kept to by a local model",
          schema.has("pattern")
              ? "say all of it in the pattern, for example ^[a-z]{2,8}$"
              : "take one of them out");
    }
    Fragment text =
        schema.has("pattern")
            ? new PatternFragments(schema.get("pattern")).whole()
            : schema.has("format") ? format(schema.get("format")) : length(schema, name);
    Fragment quote = Fragment.literal("\"");
    return Fragment.sequence(quote, text, quote);
  }

  private static Fragment format(Located format) throws GrammarException {
    String expression = FORMATS.get(format.string());
    if (expression == null) {
      throw format.error(
          "the format '" + format.string() + "' cannot be kept to by a local model",
          "the formats are date, time, date-time, uuid, ipv4, hostname, email and uri; or write a"
              + " 'pattern'");
    }
    return new PatternFragments(new Located("^(" + expression + ")$", format.pointer())).whole();
  }

  private Fragment length(Located schema, String name) throws GrammarException {
    int min = schema.has("minLength") ? schema.get("minLength").count() : 0;
    Integer max = schema.has("maxLength") ? (Integer) schema.get("maxLength").count() : null;
    if (max != null && min > max) {
      throw schema.error(
          "a text of at least " + min + " and at most " + max + " characters is asked for",
          "correct minLength or maxLength");
    }
    return new Repeats(rules).of(name, rules.use(Primitive.CHAR), min, max);
  }
}
