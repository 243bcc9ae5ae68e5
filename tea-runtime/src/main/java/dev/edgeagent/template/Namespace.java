package dev.edgeagent.template;

import java.util.Map;

/** An object whose attributes a template can set from inner scopes; equal only to itself. */
final class Namespace {

  private final Map<String, Object> attributes;

  Namespace(Map<String, Object> attributes) {
    this.attributes = attributes;
  }

  Map<String, Object> attributes() {
    return attributes;
  }
}
