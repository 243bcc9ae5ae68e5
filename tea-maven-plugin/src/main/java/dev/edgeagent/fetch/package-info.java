/**
 * Finding a model's file and proving that it has the right bytes. Nothing leaves this package
 * unverified.
 */
package dev.edgeagent.fetch;
