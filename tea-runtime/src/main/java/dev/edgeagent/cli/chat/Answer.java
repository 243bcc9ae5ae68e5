package dev.edgeagent.cli.chat;

import dev.edgeagent.llm.AnswerListener;
import dev.edgeagent.llm.LlmResult;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What came of a message.
 *
 * @param text that was shown; empty if there was none
 * @param result null if the model was interrupted before it could give one
 */
record Answer(String text, @Nullable LlmResult result) {

  /** Collects what is shown, until the answer is taken: a model may still be writing then. */
  static final class Pieces implements AnswerListener {
    private final StringBuilder text = new StringBuilder();
    private final Stop stop;
    private final Consumer<String> show;
    private boolean taken;

    Pieces(Stop stop, Consumer<String> show) {
      this.stop = stop;
      this.show = show;
    }

    @Override
    public synchronized boolean onText(String piece) {
      if (taken) {
        return false;
      }
      stop.begin();
      text.append(piece);
      show.accept(piece);
      return !stop.isRequested();
    }

    synchronized Answer take(@Nullable LlmResult result) {
      taken = true;
      return new Answer(text.toString(), result);
    }
  }
}
