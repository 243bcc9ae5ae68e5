package dev.edgeagent.action;

/** What a parameter's value must be; a template may always stand for it. */
public enum ParameterType {
  TEXT,
  NUMBER,
  INTEGER,
  BOOLEAN,
  LIST,
  MAP,
  ANY
}
