#include <stdio.h>
#include <sys/statvfs.h>

#include "extent.h"
#include "unpack.h"

struct sum {
    struct squashfs *fs;
    const struct unpacking *unpacking;
    uint64_t unit; /* what the file system gives out at a time, in bytes */
    uint64_t bytes;
};

static bool add(void *context, const struct entry *entry, struct fault *fault)
{
    (void)fault;
    struct sum *sum = context;
    char text[EXTENT_TEXT];
    uint64_t size = entry->node->size;
    if (sum->unpacking->extents && extent_text(sum->fs, entry, text) > 0) {
        size = 1;
    }
    if (entry->node->type != NODE_FILE) {
        size = 1; /* a directory takes a unit; so, at most, does a link */
    }
    uint64_t rounded = size / sum->unit * sum->unit + (size % sum->unit ? sum->unit : 0);
    if (__builtin_add_overflow(sum->bytes, rounded, &sum->bytes)) {
        sum->bytes = UINT64_MAX;
    }
    return true;
}

/* "12 kB" or "34 MB", rounded up. */
static const char *amount(uint64_t bytes, char text[32])
{
    const char *unit = bytes < 10000000 ? "kB" : "MB";
    uint64_t divisor = bytes < 10000000 ? 1000 : 1000000;
    snprintf(text, 32, "%llu %s", (unsigned long long)(bytes / divisor + (bytes % divisor != 0)), unit);
    return text;
}

bool unpack_fits(struct squashfs *fs, const struct unpacking *unpacking, uint64_t *needed, struct fault *fault)
{
    struct statvfs status;
    bool known = fstatvfs(unpacking->directory, &status) == 0 && status.f_frsize > 0;
    struct sum sum = {.fs = fs, .unpacking = unpacking, .unit = known ? status.f_frsize : 4096};
    struct visitor visitor = {.enter = add, .context = &sum};
    if (!squashfs_walk(fs, &visitor, fault)) {
        return false;
    }
    *needed = sum.bytes;
    if (!known || status.f_blocks == 0) { /* some network file systems do not tell; writing will show it */
        return true;
    }
    uint64_t free = (uint64_t)status.f_bavail * status.f_frsize;
    if (free >= sum.bytes) {
        return true;
    }
    char texts[3][32];
    fault->kind = FAULT_SPACE;
    snprintf(fault->what, sizeof fault->what, "not enough space in %s: %s needed, %s free", unpacking->path,
             amount(sum.bytes, texts[0]), amount(free, texts[1]));
    snprintf(fault->fix, sizeof fault->fix, "free %s there, or %s with more space", amount(sum.bytes - free, texts[2]),
             unpacking->advice);
    return false;
}

bool unpack_ran_out(const struct unpacking *unpacking, uint64_t needed, struct fault *fault)
{
    char text[32];
    fault->kind = FAULT_SPACE;
    snprintf(fault->what, sizeof fault->what, "not enough space in %s: %s needed, and the disk or your quota is full",
             unpacking->path, amount(needed, text));
    snprintf(fault->fix, sizeof fault->fix, "free %s there, or %s with more space", text, unpacking->advice);
    return false;
}
