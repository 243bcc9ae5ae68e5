package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The templates in a workflow's values and conditions, with the value rules of The Edge Agent.
 * Keeps parsed templates; safe for use by several threads.
 *
 * <p>A context maps names (state, variables, secrets, ...) to values.
 */
public final class WorkflowTemplates {

  private static final int MAX_CACHED = 4096;
  private static final Set<String> FALSE_TEXTS = Set.of("", "false", "0", "no", "none");

  private final TemplateOptions options;
  private final Map<String, Template> parsed = new ConcurrentHashMap<>();

  /**
   * @param options usually {@link TemplateOptions#workflow()} with a {@code fromjson} filter
   */
  public WorkflowTemplates(TemplateOptions options) {
    this.options = options;
  }

  /**
   * A value with its templates filled in: text by {@link #text}, maps and the lists in them by
   * their items. A list directly in a list stays as it is, as in the reference.
   */
  public Object render(Object value, Map<String, ?> context) throws TemplateException {
    return render(value, context, WorkflowTemplates::accept);
  }

  /**
   * As above.
   *
   * @param unchanged is told why a text stays unchanged although it is a template
   */
  public Object render(Object value, Map<String, ?> context, Consumer<TemplateException> unchanged)
      throws TemplateException {
    if (value instanceof String text) {
      return text(text, context, unchanged);
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> rendered = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        rendered.put(entry.getKey(), render(entry.getValue(), context, unchanged));
      }
      return rendered;
    }
    if (value instanceof List<?> list) {
      List<Object> rendered = new ArrayList<>(list.size());
      for (Object item : list) {
        rendered.add(item instanceof List ? item : render(item, context, unchanged));
      }
      return rendered;
    }
    return value;
  }

  /**
   * The value of one text. Exactly one {@code {{ expression }}} gives a value of its own type, null
   * if undefined, and the text unchanged where Python would have raised something else than a
   * template error (a division by zero); any other text is rendered, then <code>${name}</code> is
   * replaced by that variable.
   */
  public Object text(String text, Map<String, ?> context) throws TemplateException {
    return text(text, context, WorkflowTemplates::accept);
  }

  private static void accept(TemplateException unchanged) {}

  private Object text(String text, Map<String, ?> context, Consumer<TemplateException> unchanged)
      throws TemplateException {
    boolean template = isTemplate(text);
    if (!template && !text.contains("${")) {
      return text;
    }
    if (!template) {
      return substitute(text, context);
    }
    Template parsed = parse(text);
    if (!parsed.isExpression()) {
      return substitute(parsed.render(context), context);
    }
    try {
      return parsed.evaluate(context);
    } catch (TemplateException e) {
      if (e.kind() == TemplateException.Kind.VALUE) {
        unchanged.accept(e);
        return text;
      }
      throw e;
    }
  }

  /**
   * Whether a condition holds: {@code true}, {@code false} (in any case), {@code name} and {@code
   * !name} (a key of {@code state}), a template, or an expression without braces. What a template
   * gives is true as in Python: a text is, unless it is empty.
   *
   * @throws TemplateException if it cannot be computed, such as {@code state.n > 3} without n
   */
  public boolean condition(String condition, Map<String, ?> context) throws TemplateException {
    String text = condition.strip();
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return text.equalsIgnoreCase("true");
    }
    boolean negated = text.startsWith("!");
    String name = negated ? text.substring(1).strip() : text;
    if (PyChars.isIdentifier(name)) {
      Object state = context.get("state");
      boolean holds = state instanceof Map<?, ?> map && PyValue.truth(PyValue.of(map.get(name)));
      return holds != negated;
    }
    return PyValue.truth(value(text, context));
  }

  /**
   * Whether a rule of a goto holds. As {@link #condition}, but what a template or expression gives
   * counts as text: false is the empty text and, in any case, false, 0, no and none.
   */
  public boolean gotoCondition(String condition, Map<String, ?> context) throws TemplateException {
    return condition(condition, context)
        && (isName(condition)
            || !FALSE_TEXTS.contains(
                PyFormat.str(value(condition.strip(), context)).toLowerCase(Locale.ROOT)));
  }

  /** The text of an expression, by which one of several ways is chosen. */
  public String choice(String expression, Map<String, ?> context) throws TemplateException {
    String text = expression.strip();
    boolean key = PyChars.isIdentifier(text) && context.get("state") instanceof Map;
    return PyFormat.str(value(key ? "state." + text : text, context));
  }

  private static boolean isName(String condition) {
    String text = condition.strip();
    return PyChars.isIdentifier(text.startsWith("!") ? text.substring(1).strip() : text);
  }

  /**
   * Unlike {@link #text}, a value that cannot be computed is an error: the reference goes on with
   * the text of the expression, which is always true.
   */
  private Object value(String condition, Map<String, ?> context) throws TemplateException {
    Template parsed = parse(template(condition));
    return PyValue.of(
        parsed.isExpression()
            ? parsed.evaluate(context)
            : substitute(parsed.render(context), context));
  }

  private static String template(String condition) {
    return isTemplate(condition) ? condition : "{{ " + condition + " }}";
  }

  /** Parses all templates in a value, to find errors early. */
  public void check(Object value) throws TemplateException {
    if (value instanceof String text && isTemplate(text)) {
      parse(text);
    } else if (value instanceof Map<?, ?> map) {
      for (Object item : map.values()) {
        check(item);
      }
    } else if (value instanceof List<?> list) {
      for (Object item : list) {
        if (!(item instanceof List)) {
          check(item);
        }
      }
    }
  }

  /** Parses a condition, to find errors early. */
  public void checkCondition(String condition) throws TemplateException {
    if (!isName(condition)) {
      parse(template(condition.strip()));
    }
  }

  /** Parses without rendering. */
  public Template parse(String text) throws TemplateException {
    Template template = parsed.get(text);
    if (template == null) {
      template = Template.parse(text, options);
      if (parsed.size() >= MAX_CACHED) {
        parsed.clear();
      }
      parsed.put(text, template);
    }
    return template;
  }

  /** Whether the text has template syntax at all. */
  public static boolean isTemplate(String text) {
    return text.contains("{{") || text.contains("{%");
  }

  private static String substitute(String text, Map<String, ?> context) throws TemplateException {
    int start = text.indexOf("${");
    if (start < 0 || !(context.get("variables") instanceof Map<?, ?> variables)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (start >= 0) {
      int end = text.indexOf('}', start);
      if (end < 0) {
        break;
      }
      String name = text.substring(start + 2, end);
      out.append(text, from, start);
      out.append(
          !name.isEmpty() && variables.containsKey(name)
              ? PyFormat.str(PyValue.of(variables.get(name)))
              : text.substring(start, end + 1));
      from = end + 1;
      start = text.indexOf("${", from);
    }
    return out.append(text, from, text.length()).toString();
  }
}
