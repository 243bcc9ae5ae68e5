package dev.edgeagent.llm.chat;

import java.util.function.UnaryOperator;

/**
 * What an engine tells of a model's control tokens.
 *
 * @param bos the text of the token that begins a sequence; empty if there is none
 * @param eos the text of the one that ends it; empty if there is none
 * @param plain makes a text such that no part of it becomes a control token
 */
public record SpecialTokens(String bos, String eos, UnaryOperator<String> plain) {

  /** None that templates write. */
  public static final SpecialTokens NONE = new SpecialTokens("", "", UnaryOperator.identity());
}
