#include "intact.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "extent.h"
#include "file.h"
#include "sha256.h"

#define CHUNK (128 * 1024)

struct model {
    struct squashfs *fs;
    uint64_t end; /* from the start of the squashfs */
};

/* The packager lets the model be the first file, of whatever size. */
static bool find_model(void *context, const struct entry *entry, struct fault *fault)
{
    (void)fault;
    struct model *model = context;
    if (entry->node->start == SQUASHFS_SUPERBLOCK_BYTES && extent_is_possible(model->fs, entry)) {
        model->end = entry->node->start + entry->node->size;
    }
    return true;
}

static bool add_range(struct sha256 *hash, const struct image *image, uint64_t from, uint64_t to, struct fault *fault)
{
    unsigned char *chunk = malloc(CHUNK);
    if (chunk == NULL) {
        return fault_memory(fault);
    }
    bool good = true;
    while (good && from < to) {
        size_t size = to - from < CHUNK ? (size_t)(to - from) : CHUNK;
        good = read_at(image->fd, chunk, size, from) == (ssize_t)size;
        if (good) {
            sha256_add(hash, chunk, size);
            from += size;
        }
    }
    free(chunk);
    return good || fault_final(fault, "check the disk", "cannot read %s: %s", image->path, strerror(errno));
}

bool image_is_intact(struct squashfs *fs, const struct image *image, struct fault *fault)
{
    struct model model = {.fs = fs, .end = SQUASHFS_SUPERBLOCK_BYTES};
    struct visitor visitor = {.enter = find_model, .context = &model};
    struct sha256 hash;
    sha256_init(&hash);
    if (!squashfs_walk(fs, &visitor, fault)
        || !add_range(&hash, image, image->offset, image->offset + SQUASHFS_SUPERBLOCK_BYTES, fault)
        || !add_range(&hash, image, image->offset + model.end, image->size, fault)) {
        return false;
    }
    unsigned char computed[SHA256_BYTES];
    unsigned char expected[ID_BYTES];
    _Static_assert(sizeof computed == sizeof expected, "the content id is a SHA-256");
    sha256_finish(&hash, computed);
    image_id(expected);
    return memcmp(computed, expected, sizeof expected) == 0
           || fault_image(fault, "the contents are damaged: they do not have the checksum of the original");
}
