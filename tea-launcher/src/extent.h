/*
 * A model is not unpacked: a text file of its name says where its bytes are in the image, and the engine maps them from
 * there.
 */
#ifndef TEA_EXTENT_H
#define TEA_EXTENT_H

#include "squashfs.h"

#define EXTENT_TEXT 80

/*
 * Writes the extent text of a model that can stay in the image, and returns its length; 0 for everything else: outside
 * usr/share/models/, under 1 MiB, or not stored in one piece.
 */
size_t extent_text(struct squashfs *fs, const struct entry *entry, char text[EXTENT_TEXT]);

#endif
