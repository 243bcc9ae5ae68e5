package dev.edgeagent.llm.chat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ways in which models begin to ask for tools. Each form is recognised from every model: many
 * write in that of another one.
 */
final class CallOpeners {

  /** What follows the opening mark. */
  enum Kind {
    /** JSON that is meant to be a call: whatever has a name. */
    MARKED,
    /** JSON that could be something else: only what looks exactly like a call. */
    BARE,
    /** A name in the mark itself, then its arguments. */
    NAMED,
    /** Calls as Python writes them. */
    PYTHON
  }

  /**
   * A mark in a text.
   *
   * @param end where what follows it begins
   * @param name of the tool, for {@link Kind#NAMED}; else empty
   */
  record Opener(Kind kind, int start, int end, String name) {}

  private record Form(Kind kind, Pattern pattern, boolean onlyFirst) {}

  private static final String JSON = "\\s*(?=[\\[{])";

  private static final List<Form> FORMS =
      List.of(
          // Hermes, Qwen: <tool_call>{..}</tool_call>; Phi-4-mini: <|tool_call|>..<|/tool_call|>
          new Form(
              Kind.MARKED,
              Pattern.compile(
                  "<(\\|?)(?:tool_calls?|TOOLCALL|function_calls?|function)\\1>" + JSON),
              false),
          // Llama 3: <|python_tag|>{..}
          new Form(Kind.MARKED, Pattern.compile("<\\|python_tag\\|>" + JSON), false),
          // Mistral: [TOOL_CALLS][{..}]
          new Form(Kind.MARKED, Pattern.compile("\\[TOOL_CALLS\\]" + JSON), false),
          // newer ones of Mistral: [TOOL_CALLS]name[CALL_ID]id[ARGS]{..}
          new Form(
              Kind.NAMED,
              Pattern.compile(
                  "\\[TOOL_CALLS\\]\\s*([\\w.-]+)(?:\\[CALL_ID\\]\\w*)?(?:\\[ARGS\\])?\\s*(?=\\{)"),
              false),
          // Llama 3.1, Functionary: <function=name>{..}</function>
          new Form(Kind.NAMED, Pattern.compile("<function=([\\w.-]+)>\\s*(?=\\{)"), false),
          // Phi-4-mini as vLLM prompts it: functools[{..}]
          new Form(Kind.MARKED, Pattern.compile("functools\\s*(?=\\[)"), false),
          // Gemma 3: ```tool_code name(key="value")
          new Form(
              Kind.PYTHON,
              Pattern.compile("```tool_code\\s*(?=\\[?\\s*[A-Za-z_][\\w.]*\\()"),
              false),
          // Llama 3.2: [name(key="value")]
          new Form(Kind.PYTHON, Pattern.compile("(?=\\[\\s*[A-Za-z_][\\w.]*\\()"), true),
          // Gemma and others that are prompted: ```tool_code, ```json
          new Form(Kind.BARE, Pattern.compile("```\\w*" + JSON + keyAhead()), false),
          // Llama 3: nothing but JSON
          new Form(Kind.BARE, Pattern.compile("(?=[\\[{])" + keyAhead()), true));

  private static final String FIRST_CHARACTERS = "<[f`{";
  private static final String THINK = "<think>";
  private static final String END_OF_THINKING = "</think>";

  private CallOpeners() {}

  private static String keyAhead() {
    return "(?=\\[?\\s*\\{\\s*\"(?:name|function|type|id|arguments|parameters)\"\\s*:)";
  }

  /** Where the answer proper begins: behind what the model thinks. */
  static int afterThinking(CharSequence text) {
    int first = skipWhitespace(text, 0);
    if (text.length() < first + THINK.length()
        || CharSequence.compare(text.subSequence(first, first + THINK.length()), THINK) != 0) {
      return 0;
    }
    String all = text.toString();
    int end = all.indexOf(END_OF_THINKING);
    return end < 0 ? all.length() : end + END_OF_THINKING.length();
  }

  /** The first mark at {@code from} or behind. */
  static Optional<Opener> find(String text, int from) {
    int first = firstVisible(text);
    for (int i = from; i < text.length(); i++) {
      if (FIRST_CHARACTERS.indexOf(text.charAt(i)) >= 0) {
        for (Form form : FORMS) {
          Matcher matcher = form.pattern().matcher(text).region(i, text.length());
          if ((!form.onlyFirst() || i == first) && matcher.lookingAt()) {
            String name = form.kind() == Kind.NAMED ? matcher.group(1) : "";
            return Optional.of(new Opener(form.kind(), i, matcher.end(), name));
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Up to where a text that still grows can be told: not from where a call begins or could begin,
   * and no white space before that.
   *
   * @param from where it was told up to already
   */
  static int safeEnd(CharSequence text, int from) {
    int first = firstVisible(text);
    int end = Math.max(from, afterThinking(text));
    while (end < text.length() && !couldBegin(text, end, end == first)) {
      end++;
    }
    while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static int firstVisible(CharSequence text) {
    return skipWhitespace(text, afterThinking(text));
  }

  private static int skipWhitespace(CharSequence text, int from) {
    int i = from;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean couldBegin(CharSequence text, int at, boolean isFirst) {
    if (FIRST_CHARACTERS.indexOf(text.charAt(at)) < 0) {
      return false;
    }
    for (Form form : FORMS) {
      Matcher matcher = form.pattern().matcher(text).region(at, text.length());
      if ((!form.onlyFirst() || isFirst) && (matcher.lookingAt() || matcher.hitEnd())) {
        return true;
      }
    }
    return false;
  }
}
