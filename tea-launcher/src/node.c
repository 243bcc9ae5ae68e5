#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "squashfs.h"

/* Inode types of the format; each has an extended form, seven higher. */
enum { DIRECTORY = 1, FILE_ = 2, LINK = 3, EXTENDED = 7, LAST = 14 };

#define COMMON_BYTES 16
#define LINK_TARGET_MAX 4095 /* PATH_MAX without its NUL: what symlink(2) takes */
#define LISTING_SLACK 3      /* a directory's size counts "." and "..", which are not stored, as three bytes */

/* Reads the part of an inode behind the common one; the layout is that of the fields in the order of the format. */
static bool read_directory(struct squashfs *fs, struct cursor *at, bool extended, struct node *node)
{
    unsigned char raw[24];
    if (!metadata_read(fs, at, raw, extended ? 24 : 16)) {
        return false;
    }
    uint32_t block = extended ? u32(raw + 8) : u32(raw);
    uint32_t size = extended ? u32(raw + 4) : u16(raw + 8);
    node->links = extended ? u32(raw) : u32(raw + 4);
    node->size = size < LISTING_SLACK ? 0 : size - LISTING_SLACK;
    node->more = (struct cursor){.position = fs->directory_table + block,
                                 .offset = extended ? u16(raw + 18) : u16(raw + 10)};
    return fs->directory_table < fs->bytes_used;
}

static bool read_file(struct squashfs *fs, struct cursor *at, bool extended, struct node *node)
{
    unsigned char raw[40];
    if (!metadata_read(fs, at, raw, extended ? 40 : 16)) {
        return false;
    }
    node->start = extended ? u64(raw) : u32(raw);
    node->size = extended ? u64(raw + 8) : u32(raw + 12);
    node->links = extended ? u32(raw + 24) : 1;
    node->fragment = extended ? u32(raw + 28) : u32(raw + 4);
    node->fragment_offset = extended ? u32(raw + 32) : u32(raw + 8);
    node->more = *at;
    return node->size <= INT64_MAX;
}

static bool read_link(struct squashfs *fs, struct cursor *at, struct node *node)
{
    unsigned char raw[8];
    if (!metadata_read(fs, at, raw, sizeof raw)) {
        return false;
    }
    node->links = u32(raw);
    node->size = u32(raw + 4);
    node->more = *at;
    return node->size > 0 && node->size <= LINK_TARGET_MAX;
}

bool node_read(struct squashfs *fs, uint64_t reference, struct node *node)
{
    if (fs->inode_table >= fs->bytes_used) {
        return false;
    }
    struct cursor at = {.position = fs->inode_table + (reference >> 16), .offset = reference & UINT16_MAX};
    unsigned char raw[COMMON_BYTES];
    if (!metadata_read(fs, &at, raw, sizeof raw)) {
        return false;
    }
    uint16_t type = u16(raw);
    *node = (struct node){.type = NODE_SPECIAL, .mode = u16(raw + 2) & 01777, .mtime = u32(raw + 8),
                          .number = u32(raw + 12), .fragment = SQUASHFS_NO_FRAGMENT};
    switch (type) {
    case DIRECTORY:
    case DIRECTORY + EXTENDED:
        node->type = NODE_DIRECTORY;
        return read_directory(fs, &at, type > EXTENDED, node);
    case FILE_:
    case FILE_ + EXTENDED:
        node->type = NODE_FILE;
        return read_file(fs, &at, type > EXTENDED, node);
    case LINK:
    case LINK + EXTENDED:
        node->type = NODE_LINK;
        return read_link(fs, &at, node);
    default:
        return type > LINK && type <= LAST;
    }
}

char *link_target(struct squashfs *fs, const struct node *node)
{
    char *target = malloc(node->size + 1);
    struct cursor at = node->more;
    if (target == NULL || !metadata_read(fs, &at, target, node->size) || memchr(target, '\0', node->size) != NULL) {
        free(target);
        return NULL;
    }
    target[node->size] = '\0';
    return target;
}
