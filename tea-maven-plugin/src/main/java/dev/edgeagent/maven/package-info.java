/**
 * The goals: Maven's parameters to requests, results to the console, failures to Maven's. The only
 * package that knows Maven.
 */
package dev.edgeagent.maven;
