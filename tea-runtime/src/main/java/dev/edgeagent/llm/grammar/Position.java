package dev.edgeagent.llm.grammar;

/** A place in a grammar: line and column (in code points) from 1. */
record Position(int line, int column) {}
