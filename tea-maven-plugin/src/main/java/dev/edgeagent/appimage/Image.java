package dev.edgeagent.appimage;

import dev.edgeagent.Sha256;
import java.nio.file.Path;

/**
 * A finished AppImage.
 *
 * @param bytes its size
 */
public record Image(Path file, long bytes, Sha256 sha256) {}
