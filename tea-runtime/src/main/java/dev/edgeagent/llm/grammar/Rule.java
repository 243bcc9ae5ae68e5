package dev.edgeagent.llm.grammar;

import java.util.List;

/** {@code name ::= alternatives}. */
record Rule(String name, Position at, List<List<Item>> alternatives) {}
