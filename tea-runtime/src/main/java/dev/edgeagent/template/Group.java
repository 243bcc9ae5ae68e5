package dev.edgeagent.template;

import java.util.Arrays;
import java.util.List;

/** What {@code groupby} makes: the tuple of a value and the items that have it. */
final class Group extends Tuple {

  Group(Object grouper, List<Object> list) {
    super(Arrays.asList(grouper, list));
  }

  Object grouper() {
    return get(0);
  }

  Object list() {
    return get(1);
  }
}
