package dev.edgeagent.llm;

import java.util.List;

/**
 * The text of an answer that ends before the first of its stop strings, however it comes in pieces:
 * not even the listener hears anything of a stop string, and never half a character.
 */
public final class StopText {

  private final List<String> stops;
  private final int longestStop;
  private final AnswerListener listener;
  private final StringBuilder text = new StringBuilder();
  private int told;
  private boolean isWanted = true;

  /**
   * @param stops none of them empty
   * @param listener takes the text as soon as no stop string can begin in it any more
   */
  public StopText(List<String> stops, AnswerListener listener) {
    this.stops = stops;
    this.longestStop = stops.stream().mapToInt(String::length).max().orElse(0);
    this.listener = listener;
  }

  /**
   * Takes the next characters; true if a stop string is complete, which ends the text before it.
   */
  public boolean append(CharSequence piece) {
    int searchedTo = text.length();
    text.append(piece);
    boolean isComplete = cutAtStop(Math.max(0, searchedTo - longestStop));
    if (isWanted) {
      tellTo(isComplete ? text.length() : beginOfStop());
    }
    return isComplete;
  }

  /** Tells what was held back, and returns the whole text: all that the listener was told. */
  public String finish() {
    if (isWanted) {
      tellTo(text.length());
    }
    return text.substring(0, told);
  }

  /** Whether the listener wants more of it. */
  public boolean isWanted() {
    return isWanted;
  }

  /** Characters so far. */
  public int length() {
    return text.length();
  }

  private void tellTo(int end) {
    if (end > told) {
      String piece = text.substring(told, end);
      told = end;
      isWanted = listener.onText(piece);
    }
  }

  /** Where the end of the text could be the beginning of a stop string; its length if nowhere. */
  private int beginOfStop() {
    for (int i = Math.max(told, text.length() - longestStop + 1); i < text.length(); i++) {
      String end = text.substring(i);
      if (stops.stream().anyMatch(stop -> stop.startsWith(end))) {
        return i;
      }
    }
    int length = text.length();
    boolean isHalf = length > told && Character.isHighSurrogate(text.charAt(length - 1));
    return isHalf ? length - 1 : length;
  }

  private boolean cutAtStop(int from) {
    int first = -1;
    for (String stop : stops) {
      int at = text.indexOf(stop, from);
      if (at >= 0 && (first < 0 || at < first)) {
        first = at;
      }
    }
    if (first < 0) {
      return false;
    }
    text.setLength(first);
    return true;
  }
}
