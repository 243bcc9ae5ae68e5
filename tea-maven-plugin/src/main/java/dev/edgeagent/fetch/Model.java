package dev.edgeagent.fetch;

import dev.edgeagent.Sha256;
import java.nio.file.Path;

/**
 * A model's file whose size and checksum have been verified; only {@link ModelCache} makes one.
 *
 * @param file where it is, absolute
 * @param name its file name inside an AppImage
 * @param bytes its size
 */
public record Model(Path file, String name, long bytes, Sha256 sha256) {}
