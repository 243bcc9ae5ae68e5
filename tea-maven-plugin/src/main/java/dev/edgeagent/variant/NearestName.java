package dev.edgeagent.variant;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Guesses what somebody who mistyped a name had in mind. */
final class NearestName {
  private NearestName() {}

  /**
   * The candidate with the fewest edits, as long as less than half of the name would have to
   * change.
   */
  static Optional<String> of(String name, Collection<String> candidates) {
    return candidates.stream()
        .map(candidate -> Map.entry(candidate, distance(name, candidate)))
        .min(Comparator.comparingInt(Map.Entry::getValue))
        .filter(nearest -> 2 * nearest.getValue() < Math.max(name.length(), 3))
        .map(Map.Entry::getKey);
  }

  /** Levenshtein's distance, row by row. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
