package dev.edgeagent.llm.grammar;

import dev.edgeagent.llm.grammar.ObjectFragments.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of properties, with their commas, that an object may have: any choice that has the
 * required ones, keeps the order, and is of the right size.
 */
final class PropertyRows {

  private final SchemaRules rules;
  private final List<Property> properties;
  private final @Nullable Fragment other;
  private final int min;
  private final @Nullable Integer max;
  private final String name;
  private final boolean isCounted;
  private final boolean isFirstOptional;
  private final Map<List<Integer>, @Nullable Fragment> shared = new HashMap<>();

  /**
   * @param other one that the schema does not name, any number of which may follow; null if none
   * @param max null is without end
   */
  PropertyRows(
      SchemaRules rules,
      List<Property> properties,
      @Nullable Fragment other,
      int min,
      @Nullable Integer max,
      String name) {
    this.rules = rules;
    this.properties = properties;
    this.other = other;
    this.min = min;
    this.max = max;
    this.name = name;
    long required = properties.stream().filter(Property::isRequired).count();
    this.isFirstOptional = properties.isEmpty() || !properties.getFirst().isRequired();
    this.isCounted =
        min > Math.max(1, required) || (max != null && (other != null || max < properties.size()));
  }

  /**
   * @param some those that are not empty; null if there are none
   */
  record Row(@Nullable Fragment some, boolean canBeEmpty) {}

  Row row() throws GrammarException {
    List<Fragment> ways = new ArrayList<>();
    boolean mayGoOn = true;
    if (max == null || max > 0) {
      for (int i = 0; i < properties.size() && mayGoOn; i++) {
        Fragment tail = next(i + 1, 1);
        if (tail != null) {
          ways.add(Fragment.sequence(properties.get(i).pair(), tail));
        }
        mayGoOn = !properties.get(i).isRequired();
      }
      Fragment others = mayGoOn && other != null ? othersTail(1) : null;
      if (other != null && others != null) {
        ways.add(Fragment.sequence(other, others));
      }
    } else {
      mayGoOn = properties.stream().noneMatch(Property::isRequired);
    }
    return new Row(ways.isEmpty() ? null : Fragment.anyOf(ways), mayGoOn && min == 0);
  }

  /**
   * What may follow.
   *
   * @param next the first property that is open
   * @param count how many there are already, from 1
   * @return null if it cannot be
   */
  private @Nullable Fragment tail(int next, int count) throws GrammarException {
    if (next == properties.size()) {
      return lastTail(count);
    }
    Property property = properties.get(next);
    int counted = isCounted ? count + 1 : count;
    Fragment pair = Fragment.sequence(comma(), property.pair());
    Fragment with = max == null || counted <= max ? next(next + 1, counted) : null;
    if (property.isRequired()) {
      return with == null ? null : Fragment.sequence(pair, with);
    }
    if (!isCounted && with != null) {
      return Fragment.sequence(pair.optional(), with);
    }
    Fragment without = next(next + 1, count);
    if (with == null || without == null) {
      return with == null ? without : Fragment.sequence(pair, with);
    }
    Fragment taken = Fragment.sequence(pair, with);
    return without.isEmpty() ? taken.optional() : Fragment.anyOf(taken, without);
  }

  /** If the first property is required and nothing is counted, each stands in one row only. */
  private @Nullable Fragment next(int next, int count) throws GrammarException {
    return isCounted || isFirstOptional ? sharedTail(next, count) : tail(next, count);
  }

  /** As a rule, for it stands in several rows. */
  private @Nullable Fragment sharedTail(int next, int count) throws GrammarException {
    List<Integer> state = List.of(next, count);
    if (!shared.containsKey(state)) {
      Fragment tail = tail(next, count);
      boolean isLong = tail != null && !tail.isEmpty() && tail.kind() != Fragment.Kind.ITEM;
      shared.put(state, tail != null && isLong ? rules.define(name + "-rest", tail) : tail);
    }
    return shared.get(state);
  }

  private @Nullable Fragment lastTail(int count) throws GrammarException {
    if (other == null) {
      return count >= min || !isCounted ? Fragment.EMPTY : null;
    }
    Fragment one = Fragment.sequence(comma(), other);
    Integer room = max == null ? null : (Integer) (max - count);
    if (count >= min || !isCounted) {
      return more(one, 0, room);
    }
    // Two of the others may have the same name and count as one.
    return count + 1 >= min && (room == null || room > 0) ? more(one, 1, room) : null;
  }

  /** After the first of the others. */
  private @Nullable Fragment othersTail(int count) throws GrammarException {
    return count >= min
        ? more(
            Fragment.sequence(comma(), java.util.Objects.requireNonNull(other)),
            0,
            max == null ? null : (Integer) (max - count))
        : null;
  }

  private Fragment more(Fragment one, int from, @Nullable Integer room) throws GrammarException {
    if (room == null) {
      return one.times(from, null);
    }
    return room == 0
        ? Fragment.EMPTY
        : new Repeats(rules).of(name, rules.define(name + "-more", one), from, room);
  }

  private Fragment comma() {
    return Fragment.sequence(Fragment.literal(","), rules.use(Primitive.WS));
  }
}
