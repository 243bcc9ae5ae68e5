#ifndef TEA_INTACT_H
#define TEA_INTACT_H

#include "image.h"
#include "squashfs.h"

/*
 * Computes the content id from the file and compares it with the one that the packager wrote: SHA-256 of all that is
 * behind the launcher, without the model that lies directly behind the superblock, whose gigabytes would take seconds.
 * squashfs itself has no checksums, so this is what notices a flipped bit that still decompresses.
 */
bool image_is_intact(struct squashfs *fs, const struct image *image, struct fault *fault);

#endif
