#include "unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "extent.h"
#include "file.h"

/* The first name of a file that has more than one. */
struct first_name {
    uint32_t number;
    char *path;
};

/*
 * directories[d] is the open directory at depth d on the way to the current entry, or -1 until something in it is
 * wanted; opened step by step without following links, so that nothing is ever written outside the root.
 */
struct unpacker {
    struct squashfs *fs;
    const struct unpacking *unpacking;
    int directories[WALK_DEPTH + 1];
    char names[WALK_DEPTH + 1][SQUASHFS_NAME_BYTES];
    struct first_name *first_names;
    size_t first_name_count;
    long chosen;
};

static bool bad_write(struct unpacker *unpacker, const char *path, struct fault *fault)
{
    int error = errno;
    char full[2 * PATH_MAX];
    snprintf(full, sizeof full, "%s/%s", unpacker->unpacking->path, path);
    return fault_write(fault, unpacker->unpacking->advice, full, error);
}

static const struct timespec *times_of(const struct node *node, struct timespec times[2])
{
    times[0] = (struct timespec){.tv_sec = node->mtime};
    times[1] = times[0];
    return times;
}

static bool wanted(const struct unpacker *unpacker, const char *path)
{
    const char *pattern = unpacker->unpacking->pattern;
    return pattern == NULL || fnmatch(pattern, path, FNM_FILE_NAME | FNM_LEADING_DIR) == 0;
}

/* Removes what is in the way of a file or link, where that is asked for. */
static void make_way(const struct unpacker *unpacker, int directory, const char *name)
{
    if (unpacker->unpacking->replace) {
        unlinkat(directory, name, 0); /* a failure shows when the new one is created */
    }
}

static bool open_directory(struct unpacker *unpacker, unsigned depth)
{
    int parent = unpacker->directories[depth - 1];
    const char *name = unpacker->names[depth];
    if (mkdirat(parent, name, 0700) != 0 && !(errno == EEXIST && unpacker->unpacking->replace)) {
        return false;
    }
    unpacker->directories[depth] = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return unpacker->directories[depth] >= 0;
}

/* Opens, and creates, the directories down to depth that are not open yet. */
static bool open_directories(struct unpacker *unpacker, unsigned depth, const char *path, struct fault *fault)
{
    for (unsigned d = 1; d <= depth; d++) {
        if (unpacker->directories[d] < 0 && !open_directory(unpacker, d)) {
            return bad_write(unpacker, path, fault);
        }
    }
    return true;
}

static bool link_to_first_name(struct unpacker *unpacker, int directory, const struct entry *entry)
{
    for (size_t i = 0; entry->node->links > 1 && i < unpacker->first_name_count; i++) {
        const struct first_name *first = &unpacker->first_names[i];
        if (first->number == entry->node->number) {
            return linkat(unpacker->directories[0], first->path, directory, entry->name, 0) == 0;
        }
    }
    return false;
}

static bool remember_first_name(struct unpacker *unpacker, const struct entry *entry, struct fault *fault)
{
    if (entry->node->links <= 1) {
        return true;
    }
    size_t count = unpacker->first_name_count;
    struct first_name *grown = realloc(unpacker->first_names, (count + 1) * sizeof *grown);
    if (grown == NULL) {
        return fault_memory(fault);
    }
    unpacker->first_names = grown;
    grown[count] = (struct first_name){.number = entry->node->number, .path = strdup(entry->path)};
    if (grown[count].path == NULL) {
        return fault_memory(fault);
    }
    unpacker->first_name_count++;
    return true;
}

static bool write_contents(struct unpacker *unpacker, int fd, const struct entry *entry, struct fault *fault)
{
    char text[EXTENT_TEXT];
    size_t length = unpacker->unpacking->extents ? extent_text(unpacker->fs, entry, text) : 0;
    if (length > 0) {
        return write_at(fd, text, length, 0) || bad_write(unpacker, entry->path, fault);
    }
    char full[2 * PATH_MAX];
    snprintf(full, sizeof full, "%s/%s", unpacker->unpacking->path, entry->path);
    struct output output = {.fd = fd, .path = full, .advice = unpacker->unpacking->advice};
    return content_write(unpacker->fs, entry->node, entry->path, &output, fault);
}

static bool write_file(struct unpacker *unpacker, int directory, const struct entry *entry, struct fault *fault)
{
    make_way(unpacker, directory, entry->name);
    if (link_to_first_name(unpacker, directory, entry)) {
        return true;
    }
    int fd = openat(directory, entry->name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        return bad_write(unpacker, entry->path, fault);
    }
    struct timespec times[2];
    bool good = write_contents(unpacker, fd, entry, fault);
    if (good && (fchmod(fd, entry->node->mode) != 0 || futimens(fd, times_of(entry->node, times)) != 0)) {
        good = bad_write(unpacker, entry->path, fault);
    }
    if (close(fd) != 0 && good) {
        good = bad_write(unpacker, entry->path, fault);
    }
    if (!good) {
        unlinkat(directory, entry->name, 0);
    }
    return good && remember_first_name(unpacker, entry, fault);
}

static bool write_link(struct unpacker *unpacker, int directory, const struct entry *entry, struct fault *fault)
{
    char *target = link_target(unpacker->fs, entry->node);
    if (target == NULL) {
        return fault_image(fault, "the symbolic link %s inside the image cannot be read", entry->path);
    }
    make_way(unpacker, directory, entry->name);
    struct timespec times[2];
    bool good = symlinkat(target, directory, entry->name) == 0
                && utimensat(directory, entry->name, times_of(entry->node, times), AT_SYMLINK_NOFOLLOW) == 0;
    free(target);
    return good || bad_write(unpacker, entry->path, fault);
}

static bool write_entry(struct unpacker *unpacker, const struct entry *entry, struct fault *fault)
{
    int directory = unpacker->directories[entry->depth - 1];
    switch (entry->node->type) {
    case NODE_FILE:
        return write_file(unpacker, directory, entry, fault);
    case NODE_LINK:
        return write_link(unpacker, directory, entry, fault);
    case NODE_SPECIAL:
        return fault_image(fault, "%s inside the image is a device, pipe or socket, which is refused", entry->path);
    case NODE_DIRECTORY:
        break;
    }
    return true;
}

static bool enter(void *context, const struct entry *entry, struct fault *fault)
{
    struct unpacker *unpacker = context;
    if (entry->depth == 0) {
        return entry->node->type == NODE_DIRECTORY || fault_image(fault, "the root of the image is not a directory");
    }
    bool is_directory = entry->node->type == NODE_DIRECTORY;
    if (is_directory) {
        unpacker->directories[entry->depth] = -1;
        strcpy(unpacker->names[entry->depth], entry->name);
    }
    if (!wanted(unpacker, entry->path)) {
        return true;
    }
    unpacker->chosen++;
    if (unpacker->unpacking->list != NULL) {
        printf("%s%s\n", unpacker->unpacking->list, entry->path);
    }
    return open_directories(unpacker, is_directory ? entry->depth : entry->depth - 1, entry->path, fault)
           && write_entry(unpacker, entry, fault);
}

static bool leave(void *context, const struct entry *entry, struct fault *fault)
{
    struct unpacker *unpacker = context;
    int fd = unpacker->directories[entry->depth];
    if (fd < 0) {
        return true;
    }
    struct timespec times[2];
    bool good = futimens(fd, times_of(entry->node, times)) == 0;
    if (entry->depth > 0) { /* the root's mode and descriptor are the caller's */
        good = good && fchmod(fd, entry->node->mode) == 0;
        close(fd);
        unpacker->directories[entry->depth] = -1;
    }
    return good || bad_write(unpacker, entry->path, fault);
}

static void end(struct unpacker *unpacker)
{
    for (unsigned d = 1; d <= WALK_DEPTH; d++) {
        if (unpacker->directories[d] >= 0) {
            close(unpacker->directories[d]);
        }
    }
    for (size_t i = 0; i < unpacker->first_name_count; i++) {
        free(unpacker->first_names[i].path);
    }
    free(unpacker->first_names);
    free(unpacker);
}

long unpack(struct squashfs *fs, const struct unpacking *unpacking, struct fault *fault)
{
    struct unpacker *unpacker = calloc(1, sizeof *unpacker);
    if (unpacker == NULL) {
        fault_memory(fault);
        return -1;
    }
    unpacker->fs = fs;
    unpacker->unpacking = unpacking;
    unpacker->directories[0] = unpacking->directory;
    for (unsigned d = 1; d <= WALK_DEPTH; d++) {
        unpacker->directories[d] = -1;
    }
    struct visitor visitor = {.enter = enter, .leave = leave, .context = unpacker};
    bool good = squashfs_walk(fs, &visitor, fault);
    long chosen = unpacker->chosen;
    end(unpacker);
    return good ? chosen : -1;
}
