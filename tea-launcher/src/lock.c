#include "lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define LOCK_NAME "launcher.lock"
#define TRIES 500
#define PAUSE_NS 10000000L

static bool try(int fd, int operation)
{
    int result;
    do {
        result = flock(fd, operation);
    } while (result != 0 && errno == EINTR);
    return result == 0;
}

/* Unpacking takes a second; who waits longer should know what for. */
static bool wait_for(int fd, const struct place *place, const char *name)
{
    for (int i = 0; i < TRIES; i++) {
        if (try(fd, LOCK_EX | LOCK_NB)) {
            return true;
        }
        if (errno != EWOULDBLOCK) {
            return false;
        }
        nanosleep(&(struct timespec){.tv_nsec = PAUSE_NS}, NULL);
    }
    fprintf(stderr, "%s: waiting for another start that is unpacking to %s\n", name, place->path);
    return try(fd, LOCK_EX);
}

bool lock_take(const struct place *place, const char *name, int *lock, struct fault *fault)
{
    *lock = openat(place->directory, LOCK_NAME, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (*lock < 0) {
        char path[4200];
        int error = errno;
        snprintf(path, sizeof path, "%s/" LOCK_NAME, place->path);
        return fault_write(fault, PLACE_ADVICE, path, error);
    }
    if (!wait_for(*lock, place, name)) {
        close(*lock);
        *lock = -1;
    }
    return true;
}
