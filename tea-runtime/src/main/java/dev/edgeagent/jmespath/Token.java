package dev.edgeagent.jmespath;

import org.jspecify.annotations.Nullable;

/**
 * @param text as messages show it
 * @param value of names (String), numbers (Integer) and literals
 * @param position in the expression, in UTF-16 units from 0
 */
record Token(TokenType type, String text, @Nullable Object value, int position) {}
