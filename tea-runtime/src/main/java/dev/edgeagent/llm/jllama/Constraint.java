package dev.edgeagent.llm.jllama;

import dev.edgeagent.llm.ModelException;
import dev.edgeagent.llm.ResponseFormat;
import dev.edgeagent.llm.grammar.Gbnf;
import dev.edgeagent.llm.grammar.GrammarException;
import dev.edgeagent.llm.grammar.JsonSchemaGrammar;
import java.util.Optional;

/** The form that an answer must have, as a grammar that llama.cpp survives. */
final class Constraint {

  private Constraint() {}

  /**
   * @return in GBNF; empty for one of any form
   * @throws ModelException if the grammar or the schema is wrong
   */
  static Optional<String> of(ResponseFormat format) throws ModelException {
    try {
      String gbnf =
          switch (format) {
            case ResponseFormat.Text() -> "";
            case ResponseFormat.JsonObject() -> JsonSchemaGrammar.anyObject();
            case ResponseFormat.JsonSchema schema -> JsonSchemaGrammar.of(schema.schema());
            case ResponseFormat.Grammar(String given) -> given;
          };
      if (format instanceof ResponseFormat.Text) {
        return Optional.empty();
      }
      Gbnf.check(gbnf);
      return Optional.of(gbnf);
    } catch (GrammarException e) {
      throw new ModelException(String.valueOf(e.getMessage()), e.fix(), e);
    }
  }
}
