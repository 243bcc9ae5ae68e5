package dev.edgeagent.workflow;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The known name that a mistyped one was probably meant to be. */
public final class NearestName {

  /** Shorter ones are the beginning of anything. */
  private static final int BEGINNING = 3;

  private NearestName() {}

  /**
   * The only one of the names that it is the beginning of, else the closest, if it is at most a
   * third of its length away.
   */
  public static Optional<String> of(String name, Collection<String> known) {
    List<String> longer =
        known.stream()
            .filter(candidate -> name.length() >= BEGINNING && candidate.startsWith(name))
            .toList();
    if (longer.size() == 1) {
      return Optional.of(longer.getFirst());
    }
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= Math.max(1, candidate.length() / 3))
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  /** {@code did you mean 'x'?} or else the whole list. */
  public static String fix(String name, Collection<String> known) {
    return fix(name, known, "use one of: " + String.join(", ", known));
  }

  /** {@code did you mean 'x'?} or else what the caller advises. */
  public static String fix(String name, Collection<String> known, String otherwise) {
    return of(name, known).map(nearest -> "did you mean '" + nearest + "'?").orElse(otherwise);
  }

  /** Edits of one character, two swapped neighbours counting as one (optimal string alignment). */
  private static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least =
            Math.min(edits[i - 1][j - 1] + change, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        edits[i][j] = swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
      }
    }
    return edits[a.length()][b.length()];
  }
}
