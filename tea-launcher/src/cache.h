/*
 * The unpacked image in the user's cache: PLACE/<content id>. An entry with that name is complete: it was unpacked under
 * another name and renamed.
 */
#ifndef TEA_CACHE_H
#define TEA_CACHE_H

#include "fault.h"
#include "image.h"

/* Finds or makes the entry of this image. Returns its path, to be freed by the caller, or NULL. */
char *cache_entry(const struct image *image, struct fault *fault);

#endif
