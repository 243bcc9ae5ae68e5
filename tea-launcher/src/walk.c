#include <limits.h>
#include <string.h>

#include "bytes.h"
#include "squashfs.h"

struct walk {
    struct squashfs *fs;
    const struct visitor *visitor;
    struct fault *fault;
    uint32_t directories; /* entered so far: more than there are inodes is a loop */
    char path[PATH_MAX];
};

#define HEADER_BYTES 12
#define ENTRY_BYTES 8
#define ENTRIES_MAX 256

static bool walk_directory(struct walk *walk, const struct node *directory, size_t length, unsigned depth);

static bool bad_directory(struct walk *walk, size_t length)
{
    walk->path[length] = '\0';
    return fault_image(walk->fault, "the directory /%s inside the image cannot be read", walk->path);
}

static bool name_is_safe(const char *name, size_t length)
{
    return memchr(name, '/', length) == NULL && memchr(name, '\0', length) == NULL && strcmp(name, ".") != 0
        && strcmp(name, "..") != 0;
}

/* Appends "/name" to the path that has length characters and returns its new length, 0 when it is too long. */
static size_t append(struct walk *walk, size_t length, const char *name, size_t name_length)
{
    size_t slash = length > 0 ? 1 : 0;
    if (length + slash + name_length >= sizeof walk->path) {
        return 0;
    }
    if (slash) {
        walk->path[length] = '/';
    }
    memcpy(walk->path + length + slash, name, name_length + 1);
    return length + slash + name_length;
}

static bool visit(struct walk *walk, uint64_t reference, const char *name, size_t length, unsigned depth)
{
    struct node node;
    if (!node_read(walk->fs, reference, &node)) {
        return fault_image(walk->fault, "the inode of /%s inside the image cannot be read", walk->path);
    }
    struct entry entry = {.path = walk->path, .name = name, .depth = depth, .node = &node};
    if (!walk->visitor->enter(walk->visitor->context, &entry, walk->fault)) {
        return false;
    }
    if (node.type != NODE_DIRECTORY) {
        return true;
    }
    if (depth >= WALK_DEPTH || ++walk->directories > walk->fs->nodes) {
        return fault_image(walk->fault, "the directories at /%s inside the image are nested without end", walk->path);
    }
    if (!walk_directory(walk, &node, length, depth + 1)) {
        return false;
    }
    walk->path[length] = '\0';
    return walk->visitor->leave == NULL || walk->visitor->leave(walk->visitor->context, &entry, walk->fault);
}

/* One entry: u16 offset of its inode, s16 inode number, u16 type, u16 length of the name - 1, the name. */
static bool walk_entry(struct walk *walk, struct cursor *at, uint64_t *left, uint64_t inode_block, size_t length,
                       unsigned depth)
{
    unsigned char raw[ENTRY_BYTES];
    char name[SQUASHFS_NAME_BYTES];
    if (*left < sizeof raw || !metadata_read(walk->fs, at, raw, sizeof raw)) {
        return bad_directory(walk, length);
    }
    *left -= sizeof raw;
    size_t name_length = (size_t)u16(raw + 6) + 1;
    if (name_length >= sizeof name || *left < name_length || !metadata_read(walk->fs, at, name, name_length)) {
        return bad_directory(walk, length);
    }
    *left -= name_length;
    name[name_length] = '\0';
    size_t new_length = name_is_safe(name, name_length) ? append(walk, length, name, name_length) : 0;
    if (new_length == 0) {
        return bad_directory(walk, length);
    }
    return visit(walk, inode_block << 16 | u16(raw), name, new_length, depth);
}

/* A listing is a row of runs: u32 entries - 1, u32 block of their inodes, u32 base of their numbers, the entries. */
static bool walk_directory(struct walk *walk, const struct node *directory, size_t length, unsigned depth)
{
    struct cursor at = directory->more;
    uint64_t left = directory->size;
    while (left > 0) {
        unsigned char raw[HEADER_BYTES];
        if (left < sizeof raw || !metadata_read(walk->fs, &at, raw, sizeof raw) || u32(raw) >= ENTRIES_MAX) {
            return bad_directory(walk, length);
        }
        left -= sizeof raw;
        uint32_t entries = u32(raw) + 1;
        uint64_t inode_block = u32(raw + 4);
        for (uint32_t i = 0; i < entries; i++) {
            if (!walk_entry(walk, &at, &left, inode_block, length, depth)) {
                return false;
            }
        }
    }
    return true;
}

bool squashfs_walk(struct squashfs *fs, const struct visitor *visitor, struct fault *fault)
{
    struct walk walk = {.fs = fs, .visitor = visitor, .fault = fault, .directories = 0, .path = ""};
    return visit(&walk, fs->root, "", 0, 0);
}
