/**
 * JMESPath (jmespath.org) as Python's jmespath 1.1 has it. Our own because of the numbers: integers
 * stay integers of any size, and nothing is rounded to a double on the way.
 *
 * <p>{@link dev.edgeagent.jmespath.JmesPath} is text, through {@code Lexer} and {@code Parser}, as
 * records of {@code Expr}; {@code Evaluator} and {@code Functions} run them. Differences to
 * Python's, where the specification says otherwise: {@code a[0][1:].b} projects as {@code a[1:].b}
 * does; {@code contains} tells true from 1 and is false, not an error, for a text and something
 * else; a text and a number have no order, which is no error; arguments need commas between them.
 */
@NullMarked
package dev.edgeagent.jmespath;

import org.jspecify.annotations.NullMarked;
