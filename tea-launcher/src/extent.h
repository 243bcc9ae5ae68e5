/*
 * A model is not unpacked: a text file of its name says where its bytes are in the image, and the engine maps them from
 * there.
 */
#ifndef TEA_EXTENT_H
#define TEA_EXTENT_H

#include "squashfs.h"

#define EXTENT_TEXT 80

/* True for a file under usr/share/models/ whose bytes lie stored in one piece. */
bool extent_is_possible(struct squashfs *fs, const struct entry *entry);

/*
 * Writes the extent text of a model that can stay in the image, and returns its length; 0 for everything else, also
 * for one under 1 MiB.
 */
size_t extent_text(struct squashfs *fs, const struct entry *entry, char text[EXTENT_TEXT]);

#endif
