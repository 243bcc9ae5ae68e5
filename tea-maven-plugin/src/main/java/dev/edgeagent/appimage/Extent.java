package dev.edgeagent.appimage;

/**
 * Where a file lies in an AppImage, in one piece. Written beside the model as {@code
 * NAME.gguf.extent}, so that the engine can map it straight from the image.
 *
 * @param offset in bytes from the start of the squashfs
 * @param size in bytes
 */
record Extent(long offset, long size) {
  long end() {
    return offset + size;
  }

  /** The file's text. */
  String text() {
    return "tea-extent 1\noffset " + offset + "\nsize " + size + "\n";
  }
}
