package dev.edgeagent.llm.chat;

import dev.edgeagent.llm.chat.CallOpeners.Kind;
import dev.edgeagent.llm.chat.CallOpeners.Opener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the calls of tools out of a model's answer. */
final class CallParser {

  /**
   * An answer taken apart.
   *
   * @param text all that is no call, without the white space around calls
   */
  record Parts(String text, List<CallJson.Call> calls) {}

  /** What separates calls of one mark, and what ends them. */
  private static final Pattern SEPARATOR = Pattern.compile("\\s*[;,]?\\s*(?=[\\[{])");

  private static final Pattern END =
      Pattern.compile("\\s*(?:<\\|?/\\|?\\w+\\|?>|<\\|eom_id\\|>|```)");

  private final String answer;
  private final StringBuilder text = new StringBuilder();
  private final List<CallJson.Call> calls = new ArrayList<>();

  private CallParser(String answer) {
    this.answer = answer;
  }

  static Parts parse(String answer) {
    return new CallParser(answer).parts();
  }

  private Parts parts() {
    int done = 0;
    int from = CallOpeners.afterThinking(answer);
    Optional<Opener> next = CallOpeners.find(answer, from);
    while (next.isPresent()) {
      Opener opener = next.get();
      int end = calls(opener);
      if (end < 0) {
        from = opener.start() + 1;
      } else {
        addText(done, opener.start());
        done = end;
        from = end;
      }
      next = CallOpeners.find(answer, from);
    }
    if (calls.isEmpty()) {
      return new Parts(answer, List.of());
    }
    addText(done, answer.length());
    return new Parts(text.toString(), calls);
  }

  private void addText(int from, int to) {
    text.append(answer.substring(from, to).stripTrailing());
  }

  /** Reads what follows a mark; where it ends, or -1 if it is no call. */
  private int calls(Opener opener) {
    return opener.kind() == Kind.PYTHON ? python(opener) : json(opener);
  }

  private int python(Opener opener) {
    PythonCalls.Found found = PythonCalls.read(answer, opener.end());
    if (found == null) {
      return -1;
    }
    calls.addAll(found.calls());
    return skip(END, found.end());
  }

  private int json(Opener opener) {
    int end = JsonSpan.end(answer, opener.end());
    if (end < 0) {
      return -1;
    }
    String json = answer.substring(opener.end(), end);
    Optional<List<CallJson.Call>> found =
        opener.kind() == Kind.NAMED
            ? CallJson.arguments(opener.name(), json)
            : CallJson.calls(json, opener.kind() == Kind.MARKED);
    if (found.isEmpty()) {
      return -1;
    }
    calls.addAll(found.get());
    return skip(END, opener.kind() == Kind.NAMED ? end : more(end, opener.kind() == Kind.MARKED));
  }

  /** Further calls behind the first one, of the same mark. */
  private int more(int from, boolean isMarked) {
    int end = from;
    Matcher separator = SEPARATOR.matcher(answer);
    while (separator.region(end, answer.length()).lookingAt()) {
      int next = JsonSpan.end(answer, separator.end());
      if (next < 0) {
        return end;
      }
      Optional<List<CallJson.Call>> found =
          CallJson.calls(answer.substring(separator.end(), next), isMarked);
      if (found.isEmpty()) {
        return end;
      }
      calls.addAll(found.get());
      end = next;
    }
    return end;
  }

  private int skip(Pattern pattern, int from) {
    Matcher matcher = pattern.matcher(answer).region(from, answer.length());
    return matcher.lookingAt() ? matcher.end() : from;
  }
}
