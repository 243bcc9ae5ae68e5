/**
 * The pipeline from a variant to an AppImage file, and that file's format: an ELF, and a squashfs
 * where the ELF ends.
 */
package dev.edgeagent.appimage;
