package dev.edgeagent.template;

/**
 * Text that counts as escaped HTML: what {@code safe}, {@code escape} and Jinja2's {@code tojson}
 * return.
 */
record Markup(String text) {}
