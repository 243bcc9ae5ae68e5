#include "start.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cache.h"

static bool set_environment(const struct image *image, const char *entry, const char *called)
{
    char *directory = getcwd(NULL, 0);
    bool good = setenv("APPIMAGE", image->path, 1) == 0 && setenv("APPDIR", entry, 1) == 0
                && setenv("ARGV0", called, 1) == 0;
    if (directory == NULL) { /* it was removed, or may not be read */
        unsetenv("OWD");
    } else {
        good = good && setenv("OWD", directory, 1) == 0;
    }
    free(directory);
    return good;
}

static void become(const struct image *image, const char *entry, const char *called, char **arguments,
                   struct fault *fault)
{
    char *program;
    if (asprintf(&program, "%s/AppRun", entry) < 0) {
        fault_memory(fault);
        return;
    }
    if (set_environment(image, entry, called)) {
        arguments[0] = program;
        execv(program, arguments);
        fault_final(fault,
                    errno == ENOENT ? "check that the interpreter in its first line is installed"
                                    : "check that programs may run from there, or set XDG_CACHE_HOME",
                    "cannot start %s: %s", program, strerror(errno));
    } else {
        fault_memory(fault);
    }
    free(program);
}

void start(const struct image *image, const char *called, char **arguments, struct fault *fault)
{
    char *entry = cache_entry(image, fault);
    if (entry != NULL) {
        become(image, entry, called, arguments, fault);
        free(entry);
    }
}
