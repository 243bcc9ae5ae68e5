#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

#include "extent.h"
#include "unpack.h"

#define USUAL_UNIT 4096

struct sum {
    struct squashfs *fs;
    bool extents;
    uint64_t unit; /* what the file system gives out at a time, in bytes */
    uint64_t bytes;
};

static bool add(void *context, const struct entry *entry, struct fault *fault)
{
    (void)fault;
    struct sum *sum = context;
    char text[EXTENT_TEXT];
    uint64_t size = entry->node->size;
    if (entry->node->type != NODE_FILE || (sum->extents && extent_text(sum->fs, entry, text) > 0)) {
        size = 1; /* one unit */
    }
    uint64_t rounded = (size / sum->unit + (size % sum->unit != 0)) * sum->unit;
    if (__builtin_add_overflow(sum->bytes, rounded, &sum->bytes)) {
        sum->bytes = UINT64_MAX;
    }
    return true;
}

static bool sum_up(struct sum *sum, struct fault *fault)
{
    struct visitor visitor = {.enter = add, .context = sum};
    return squashfs_walk(sum->fs, &visitor, fault);
}

/* "12 kB" or "34 MB", rounded up. */
static const char *amount(uint64_t bytes, char text[32])
{
    const char *unit = bytes < 10000000 ? "kB" : "MB";
    uint64_t divisor = bytes < 10000000 ? 1000 : 1000000;
    snprintf(text, 32, "%llu %s", (unsigned long long)(bytes / divisor + (bytes % divisor != 0)), unit);
    return text;
}

static bool does_not_fit(const struct unpacking *unpacking, uint64_t needed, uint64_t free, struct fault *fault)
{
    char texts[3][32];
    char fix[sizeof fault->fix];
    snprintf(fix, sizeof fix, "free %s there, or %s with more space", amount(needed - free, texts[0]),
             unpacking->advice);
    return fault_place(fault, fix, "not enough space in %s: %s needed, %s free", unpacking->path,
                       amount(needed, texts[1]), amount(free, texts[2]));
}

bool unpack_fits(struct squashfs *fs, const struct unpacking *unpacking, struct fault *fault)
{
    struct statvfs status;
    if (fstatvfs(unpacking->directory, &status) != 0 || status.f_frsize == 0 || status.f_blocks == 0) {
        return true; /* some network file systems do not tell; writing will show it */
    }
    struct sum sum = {.fs = fs, .extents = unpacking->extents, .unit = status.f_frsize};
    if (!sum_up(&sum, fault)) {
        return false;
    }
    uint64_t free = (uint64_t)status.f_bavail * status.f_frsize;
    return free >= sum.bytes || does_not_fit(unpacking, sum.bytes, free, fault);
}

void unpack_add_need(struct squashfs *fs, bool extents, struct fault *fault)
{
    struct sum sum = {.fs = fs, .extents = extents, .unit = USUAL_UNIT};
    struct fault ignored;
    if (sum_up(&sum, &ignored)) {
        char text[32];
        size_t length = strlen(fault->what);
        snprintf(fault->what + length, sizeof fault->what - length, " (unpacking takes %s)", amount(sum.bytes, text));
    }
}
