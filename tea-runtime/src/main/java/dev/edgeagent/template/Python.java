package dev.edgeagent.template;

import java.util.Map;

/**
 * Python's semantics of plain values, for what is not a template: how the reference prints,
 * compares and adds. Values are of the types that JSON has. One object serves one call: it counts
 * what is left of {@link Limits#STANDARD}, so that no value can hang the program.
 *
 * <p>Errors are {@link TemplateException}s without a position, of kind {@code VALUE} where Python
 * raises a TypeError or ValueError.
 */
public final class Python {

  private final Run run;

  public Python() {
    try {
      this.run = new Run(Template.parse("", TemplateOptions.jinja()), Map.of());
    } catch (TemplateException e) {
      throw new IllegalStateException("the empty template is one", e);
    }
  }

  /** {@code str(value)}: None, True, 1e+16, {'a': 1}. */
  public String str(Object value) throws TemplateException {
    String text = PyFormat.str(PyValue.of(value));
    run.chars(text.length());
    return text;
  }

  /** {@code repr(value)}: as {@link #str}, but texts in quotes. */
  public String repr(Object value) throws TemplateException {
    String text = PyFormat.repr(PyValue.of(value));
    run.chars(text.length());
    return text;
  }

  /**
   * {@code json.dumps(value)}: what is not ASCII escaped, {@code ", "} and {@code ": "} between;
   * NaN and Infinity are written as Python does, which is not JSON.
   *
   * @param indent what one level is indented by; null for one line
   */
  public String json(Object value, String indent, boolean sortKeys) throws TemplateException {
    return new JsonText(true, indent, indent == null ? ", " : ",", ": ", sortKeys, run).of(value);
  }

  /** {@code json.dumps(value, separators=(',', ':'))}. */
  public String compactJson(Object value) throws TemplateException {
    return new JsonText(true, null, ",", ":", false, run).of(value);
  }

  /**
   * A comparison: numbers by value whatever their type, texts by code points, lists item by item.
   *
   * @param operator ==, !=, &lt;, &gt;, &lt;=, &gt;=, in, not in
   * @throws TemplateException if Python does not order such values
   */
  public boolean compare(String operator, Object a, Object b) throws TemplateException {
    return PyOrder.compare(operator, PyValue.of(a), PyValue.of(b), run);
  }

  /** {@code a operator b} for +, -, *, / and so on; integers stay integers of any size. */
  public Object arithmetic(String operator, Object a, Object b) throws TemplateException {
    return Operators.apply(operator, PyValue.of(a), PyValue.of(b), run);
  }

  /** {@code bool(value)}. */
  public boolean truth(Object value) throws TemplateException {
    return PyValue.truth(PyValue.of(value));
  }

  /** The name of the value's type: str, int, float, bool, list, dict, NoneType. */
  public static String type(Object value) {
    return PyValue.type(PyValue.of(value));
  }
}
