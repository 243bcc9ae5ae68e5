#ifndef TEA_START_H
#define TEA_START_H

#include "fault.h"
#include "image.h"

/*
 * Becomes the AppRun of the unpacked image: same process, same working directory, with APPIMAGE, APPDIR, ARGV0 and OWD
 * set. called is argv[0] as it was; arguments is a NULL-terminated array whose first element is replaced by AppRun's
 * path. Returns only on failure.
 */
void start(const struct image *image, const char *called, char **arguments, struct fault *fault);

#endif
