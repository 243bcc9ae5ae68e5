/**
 * JMESPath (jmespath.org) as Python's jmespath 1.1 has it. Our own because of the numbers: integers
 * stay integers of any size, and nothing is rounded to a double on the way.
 *
 * <p>{@link dev.edgeagent.jmespath.JmesPath} is text, through {@code Lexer} and {@code Parser}, as
 * records of {@code Expr}; {@code Evaluator} and {@code Functions} run them. Differences to
 * Python's: {@code contains} of a text and something else is false, true and 1 differ at any depth,
 * arguments of functions need commas between them.
 */
@NullMarked
package dev.edgeagent.jmespath;

import org.jspecify.annotations.NullMarked;
