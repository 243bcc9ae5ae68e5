/**
 * The Jinja2 language: workflow values and conditions, and the chat templates of models. Our own
 * because both need Jinja2 exactly as Python has it (values, slices, string methods), and because a
 * start must not pay for a library: there is no reflection, no registry and nothing in class
 * initialisers; names of filters, tests and methods are found by switches.
 *
 * <p>{@link dev.edgeagent.template.Template} is text, through {@code Lexer} and {@code Parser}, as
 * records of {@code Stmt} and {@code Expr} that run themselves against a {@code Scope} of a {@code
 * Run}, which counts steps, depth and characters. The {@code Py*} classes hold Python's semantics
 * of values. Where to add what: a filter in {@code Filters} and the class of its field, a test in
 * {@code Tests}, a string method in {@code StringMethods}, a global function in {@code Globals}.
 *
 * <p>{@code jinja-golden.json} among the tests holds what Python's Jinja2 3.1 made of some hundred
 * templates. Known differences: there is no include, import, extends, block, i18n or {@code
 * random}; lists and maps cannot be changed in place; a map's keys shadow methods that are not
 * called; iterators print as lists; {@code striptags} knows only the common entities; markup is
 * lost by string methods.
 */
package dev.edgeagent.template;
