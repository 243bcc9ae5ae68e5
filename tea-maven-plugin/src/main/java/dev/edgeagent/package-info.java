/**
 * The words that every stage of the build speaks: an architecture, a checksum, a size, and the one
 * failure that a user can repair.
 */
package dev.edgeagent;
