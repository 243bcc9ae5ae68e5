#ifndef TEA_INTACT_H
#define TEA_INTACT_H

#include "image.h"
#include "squashfs.h"

/*
 * Computes the content id from the file and compares it with the one that the packager wrote: SHA-256 of the superblock
 * and of everything from the end of the last model to the end of the file. squashfs itself has no checksums, so this is
 * what notices a flipped bit that still decompresses. The models are left out: hashing gigabytes would take seconds.
 */
bool image_is_intact(struct squashfs *fs, const struct image *image, struct fault *fault);

#endif
