/* The tree of the image as files in a directory. */
#ifndef TEA_UNPACK_H
#define TEA_UNPACK_H

#include "squashfs.h"

struct unpacking {
    int directory;       /* an open, existing directory; stays open */
    const char *path;    /* its name in messages */
    const char *advice;  /* as in fault_write */
    const char *pattern; /* NULL, or only what fnmatch() finds, with everything below it */
    const char *list;    /* NULL, or print each path on stdout with this before it */
    bool extents;        /* leave models in the image */
    bool replace;        /* files that exist are replaced; else they are an error */
};

/*
 * Unpacks with modes, modification times, symbolic and hard links. Owners, extended attributes and set-user-id bits are
 * not kept. Returns the number of entries that the pattern chose, or -1; the directory then holds a part of the tree.
 */
long unpack(struct squashfs *fs, const struct unpacking *unpacking, struct fault *fault);

/*
 * Compares the free space of the directory with what unpacking everything would take. False, with the amounts in the
 * message, when it does not fit.
 */
bool unpack_fits(struct squashfs *fs, const struct unpacking *unpacking, struct fault *fault);

/* Adds to a fault of kind FAULT_SPACE how much unpacking everything takes. */
void unpack_add_need(struct squashfs *fs, bool extents, struct fault *fault);

/*
 * True when everything of the image is below the directory, by type and size. What else is there does not matter. This
 * finds what a cleaner of old files, or a power cut before the data reached the disk, has left of an unpacked tree.
 */
bool unpack_is_whole(struct squashfs *fs, int directory);

#endif
