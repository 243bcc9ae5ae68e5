package dev.edgeagent.workflow;

/**
 * A node that is named somewhere.
 *
 * @param name which need not exist
 * @param position where it is named
 */
public record Target(String name, Position position) {}
