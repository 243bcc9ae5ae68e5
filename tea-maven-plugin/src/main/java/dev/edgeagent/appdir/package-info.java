/**
 * The directory that becomes an AppImage: launcher scripts, a linked Java, jars, native libraries,
 * the model, desktop integration and licences.
 */
package dev.edgeagent.appdir;
