package dev.edgeagent.template;

/** Text being written, up to the limit. */
final class Output {

  private final StringBuilder text = new StringBuilder();
  private final Run run;

  Output(Run run) {
    this.run = run;
  }

  void write(String part) throws TemplateException {
    if (part.length() > run.outputChars() - text.length()) {
      throw TemplateException.limit(
          "the output is longer than the " + run.outputChars() + " characters allowed");
    }
    run.chars(part.length());
    text.append(part);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
