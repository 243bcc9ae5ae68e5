/* The directories that entries of the cache can be in. They belong to the user, or are not used. */
#ifndef TEA_PLACE_H
#define TEA_PLACE_H

#include <sys/types.h>

#include "fault.h"

/* In fix lines: how to choose another directory. */
#define PLACE_ADVICE "set XDG_CACHE_HOME or TMPDIR to a directory"

struct place {
    int directory;
    char *path;
};

/* Where to look, best first: place_open() with 0, 1, ... PLACES - 1. */
#define PLACES 2

/* Permission bits that a directory must not have. */
#define MODE_PRIVATE 0077 /* nobody else has access */
#define MODE_OWN 0022     /* nobody else can change it */

/*
 * Opens a place, making it (mode 0700) if need be: $XDG_CACHE_HOME/tea, by default $HOME/.cache/tea; then
 * $TMPDIR/tea-<uid>, by default /tmp/tea-<uid>. The first may be readable for others, as other programs of the project
 * use it too. A fault of kind FAULT_PLACE says why it cannot be used; FAULT_FINAL that it is there but is not safe,
 * about which the user should know.
 */
bool place_open(struct place *place, unsigned number, struct fault *fault);
void place_close(struct place *place);

/* True when name in directory, called path in messages, is a directory of this user without the forbidden bits. */
bool place_is_safe(int directory, const char *name, const char *path, mode_t forbidden, struct fault *fault);

#endif
