/*
 * The unpacked image in the user's cache: PLACE/<content id>. An entry is unpacked under another name and gets its own
 * when it is complete.
 */
#ifndef TEA_CACHE_H
#define TEA_CACHE_H

#include "fault.h"
#include "image.h"

/* Finds or makes the entry of this image. Returns its path, to be freed by the caller, or NULL. */
char *cache_entry(const struct image *image, struct fault *fault);

#endif
