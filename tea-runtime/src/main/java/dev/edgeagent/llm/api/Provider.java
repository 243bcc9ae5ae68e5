package dev.edgeagent.llm.api;

/** Whose rules a server follows. */
enum Provider {
  /** OpenAI itself, and all that speak its language. */
  OPENAI,
  /** The same, with the model in the address and a header of its own for the key. */
  AZURE,
  /** The same, without keys. */
  OLLAMA
}
