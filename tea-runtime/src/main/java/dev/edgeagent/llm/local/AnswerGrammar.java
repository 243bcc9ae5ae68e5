package dev.edgeagent.llm.local;

import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.ResponseFormat;
import dev.edgeagent.llm.grammar.Gbnf;
import dev.edgeagent.llm.grammar.GrammarException;
import dev.edgeagent.llm.grammar.JsonSchemaGrammar;
import org.jspecify.annotations.Nullable;

/** The grammar that a format of answers stands for; checked, as llama.cpp does not survive all. */
public final class AnswerGrammar {

  private AnswerGrammar() {}

  /**
   * In llama.cpp's notation; null where the model may write anything.
   *
   * @throws ModelException if the grammar or the schema is wrong
   */
  public static @Nullable String of(ResponseFormat format) throws ModelException {
    try {
      String gbnf =
          switch (format) {
            case ResponseFormat.Text() -> null;
            case ResponseFormat.JsonObject() -> JsonSchemaGrammar.anyObject();
            case ResponseFormat.JsonSchema schema -> JsonSchemaGrammar.of(schema.schema());
            case ResponseFormat.Grammar(String given) -> given;
          };
      if (gbnf != null) {
        requireText(gbnf);
        Gbnf.check(gbnf);
      }
      return gbnf;
    } catch (GrammarException e) {
      throw new ModelException(String.valueOf(e.getMessage()), e.fix(), e)
          .about(format instanceof ResponseFormat.Grammar ? "grammar" : "response_format");
    }
  }

  private static void requireText(String gbnf) throws ModelException {
    if (gbnf.indexOf('\0') >= 0) {
      throw new ModelException(
          "grammar: it has a NUL character", "write it as \\x00, or leave it out");
    }
    WholeText.require(gbnf, "the grammar");
  }
}
