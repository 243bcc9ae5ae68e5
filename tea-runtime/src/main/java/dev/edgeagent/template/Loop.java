package dev.edgeagent.template;

import java.util.ArrayList;
import java.util.List;

/**
 * The variable {@code loop}, which also walks the items. Items that fail the loop's {@code if} are
 * skipped one at a time, as late as possible.
 */
final class Loop implements Callable {

  private final Stmt.For statement;
  private final Scope outer;
  private final long depth0;
  private List<Object> source;
  private int next;
  private boolean filtered;
  private long index0 = -1;
  private Object before = Arguments.ABSENT;
  private Object current = Arguments.ABSENT;
  private Object after = Arguments.ABSENT;
  private List<Object> lastChanged;

  Loop(Stmt.For statement, List<Object> source, Scope outer, int depth0) {
    this.statement = statement;
    this.source = source;
    this.outer = outer;
    this.depth0 = depth0;
    this.filtered = statement.test() == null;
  }

  boolean advance() throws TemplateException {
    Object item = peek();
    if (item == Arguments.ABSENT) {
      return false;
    }
    after = Arguments.ABSENT;
    before = current;
    current = item;
    index0++;
    return true;
  }

  Object current() {
    return current;
  }

  boolean isEmpty() {
    return index0 < 0;
  }

  private Object peek() throws TemplateException {
    while (after == Arguments.ABSENT && next < source.size()) {
      Object item = source.get(next++);
      if (filtered || passes(item)) {
        after = item;
      }
    }
    return after;
  }

  private boolean passes(Object item) throws TemplateException {
    Scope scope = new Scope(outer.run, outer);
    statement.target().assign(scope, item);
    return PyValue.truth(outer.run.value(statement.test(), scope));
  }

  long length() throws TemplateException {
    if (!filtered) {
      List<Object> rest = new ArrayList<>();
      while (next < source.size()) {
        Object item = source.get(next++);
        if (passes(item)) {
          rest.add(item);
        }
      }
      source = rest;
      next = 0;
      filtered = true;
    }
    return index0 + 1 + (after == Arguments.ABSENT ? 0 : 1) + source.size() - next;
  }

  /** The value, or {@link Arguments#ABSENT}. */
  Object attribute(String name, Run run) throws TemplateException {
    return switch (name) {
      case "index" -> index0 + 1;
      case "index0" -> index0;
      case "first" -> index0 == 0;
      case "last" -> peek() == Arguments.ABSENT;
      case "length" -> length();
      case "revindex" -> length() - index0;
      case "revindex0" -> length() - index0 - 1;
      case "depth" -> depth0 + 1;
      case "depth0" -> depth0;
      case "previtem" -> index0 == 0 ? run.undefined("there is no previous item") : before;
      case "nextitem" ->
          peek() == Arguments.ABSENT ? run.undefined("there is no next item") : peek();
      default -> Arguments.ABSENT;
    };
  }

  Object cycle(List<Object> values) throws TemplateException {
    if (values.isEmpty()) {
      throw TemplateException.value("no items for cycling given");
    }
    return values.get((int) (index0 % values.size()));
  }

  boolean changed(List<Object> values) throws TemplateException {
    boolean same = lastChanged != null && PyOrder.equal(lastChanged, values, outer.run);
    lastChanged = values;
    return !same;
  }

  /** Renders the loop's body for the items of an inner level. */
  @Override
  public Object call(Arguments arguments, Run run) throws TemplateException {
    if (!statement.recursive()) {
      throw TemplateException.value(
          "The loop must have the 'recursive' marker to be called recursively.");
    }
    Output out = new Output(run);
    statement.run(arguments.bind("loop", 1, "iterable")[0], outer, out, (int) depth0 + 1);
    return out.toString();
  }

  @Override
  public String repr() {
    return "<LoopContext " + (index0 + 1) + ">";
  }
}
