#ifndef TEA_LOCK_H
#define TEA_LOCK_H

#include "fault.h"
#include "place.h"

/*
 * Waits until no other start unpacks in this place. *lock is to be closed to let the next one in; the kernel does that
 * for a start that is killed. -1 where the file system has no locks.
 */
bool lock_take(const struct place *place, const char *name, int *lock, struct fault *fault);

#endif
