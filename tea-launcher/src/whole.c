#include <fcntl.h>
#include <sys/stat.h>

#include "extent.h"
#include "unpack.h"

struct comparison {
    struct squashfs *fs;
    int directory;
};

static bool type_matches(enum node_type type, mode_t mode)
{
    switch (type) {
    case NODE_DIRECTORY:
        return S_ISDIR(mode);
    case NODE_FILE:
        return S_ISREG(mode);
    case NODE_LINK:
        return S_ISLNK(mode);
    case NODE_SPECIAL:
        break;
    }
    return false;
}

static bool compare(void *context, const struct entry *entry, struct fault *fault)
{
    (void)fault;
    struct comparison *comparison = context;
    if (entry->depth == 0) {
        return true;
    }
    struct stat status;
    if (fstatat(comparison->directory, entry->path, &status, AT_SYMLINK_NOFOLLOW) != 0
        || !type_matches(entry->node->type, status.st_mode)) {
        return false;
    }
    if (entry->node->type == NODE_DIRECTORY) {
        return true;
    }
    char text[EXTENT_TEXT];
    uint64_t size = extent_text(comparison->fs, entry, text);
    return (uint64_t)status.st_size == (size > 0 ? size : entry->node->size);
}

bool unpack_is_whole(struct squashfs *fs, int directory)
{
    struct comparison comparison = {.fs = fs, .directory = directory};
    struct visitor visitor = {.enter = compare, .context = &comparison};
    struct fault ignored;
    return squashfs_walk(fs, &visitor, &ignored);
}
