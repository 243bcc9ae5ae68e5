#include "cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "intact.h"
#include "lock.h"
#include "place.h"
#include "remove.h"
#include "unpack.h"

/*
 * Names of directories that are being filled or removed. A start that holds the lock owns all TEMPORARY ones: whatever
 * it finds was left by a killed start. Without locks nobody can know, so those have a name that is never cleaned up.
 */
#define TEMPORARY ".launcher-"
#define TEMPORARY_UNLOCKED ".launcher_unlocked-"
#define TEMPORARY_NAME 64

struct cache {
    struct squashfs *fs;
    const struct image *image;
    char id[2 * ID_BYTES + 1]; /* the name of the entry */
    struct place place;
    char *entry_path;
};

enum state { ABSENT, WHOLE, BROKEN, UNUSABLE };

static enum state look(struct cache *cache, struct fault *fault)
{
    int directory = openat(cache->place.directory, cache->id, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (directory < 0 && errno == ENOENT) {
        return ABSENT;
    }
    enum state state = UNUSABLE;
    if (place_is_safe(cache->place.directory, cache->id, cache->entry_path, MODE_PRIVATE, fault)) {
        state = directory >= 0 && unpack_is_whole(cache->fs, directory) ? WHOLE : BROKEN;
    }
    if (directory >= 0) {
        close(directory);
    }
    return state;
}

static bool is_temporary(const char *name)
{
    return strncmp(name, TEMPORARY, strlen(TEMPORARY)) == 0;
}

static void remove_leftovers(const struct place *place)
{
    int fd = openat(place->directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = fd < 0 ? NULL : fdopendir(fd);
    if (stream == NULL) {
        return;
    }
    for (const struct dirent *entry = readdir(stream); entry != NULL; entry = readdir(stream)) {
        if (is_temporary(entry->d_name)) {
            remove_tree(place->directory, entry->d_name);
        }
    }
    closedir(stream);
}

static void temporary_name(bool locked, char name[TEMPORARY_NAME])
{
    uint64_t number = 0;
    if (getrandom(&number, sizeof number, GRND_NONBLOCK) != sizeof number) {
        number = (uint64_t)getpid();
    }
    snprintf(name, TEMPORARY_NAME, "%s%016llx", locked ? TEMPORARY : TEMPORARY_UNLOCKED, (unsigned long long)number);
}

/*
 * Not synced to disk before the rename: syncfs() would also wait for the image itself, often gigabytes that were
 * downloaded a moment ago. A power cut can therefore leave an entry with short files, which unpack_is_whole() finds at
 * the next start.
 */
static bool fill(struct cache *cache, const char *name, struct fault *fault)
{
    const struct place *place = &cache->place;
    struct unpacking unpacking = {.path = place->path, .advice = PLACE_ADVICE, .extents = true};
    unpacking.directory = openat(place->directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (unpacking.directory < 0) {
        return fault_write(fault, PLACE_ADVICE, place->path, errno);
    }
    bool good = unpack_fits(cache->fs, &unpacking, fault) && unpack(cache->fs, &unpacking, fault) >= 0
                && image_is_intact(cache->fs, cache->image, fault); /* now that the file is in memory */
    close(unpacking.directory);
    return good;
}

/* Moves the filled directory to its name. Another start may have done that first, where there are no locks. */
static bool publish(struct cache *cache, const char *name, enum state before, bool locked, struct fault *fault)
{
    int place = cache->place.directory;
    char old[TEMPORARY_NAME];
    temporary_name(locked, old);
    if (before == BROKEN) { /* programs that run from it keep what they have open */
        renameat(place, cache->id, place, old);
    }
    bool good = renameat(place, name, place, cache->id) == 0;
    int error = errno;
    if (before == BROKEN) {
        remove_tree(place, old);
    }
    if (!good && (error == ENOTEMPTY || error == EEXIST)) {
        remove_tree(place, name);
        return look(cache, fault) == WHOLE || fault_write(fault, PLACE_ADVICE, cache->entry_path, error);
    }
    return good || fault_write(fault, PLACE_ADVICE, cache->entry_path, error);
}

static bool make(struct cache *cache, enum state before, bool locked, struct fault *fault)
{
    char name[TEMPORARY_NAME];
    temporary_name(locked, name);
    if (mkdirat(cache->place.directory, name, 0700) != 0) {
        return fault_write(fault, PLACE_ADVICE, cache->place.path, errno);
    }
    if (fill(cache, name, fault) && publish(cache, name, before, locked, fault)) {
        return true;
    }
    remove_tree(cache->place.directory, name);
    return false;
}

static bool make_locked(struct cache *cache, struct fault *fault)
{
    int lock;
    if (!lock_take(&cache->place, cache->image->name, &lock, fault)) {
        return false;
    }
    bool locked = lock >= 0;
    enum state state = look(cache, fault);
    bool good = state == WHOLE;
    if (state == ABSENT || state == BROKEN) {
        if (locked) {
            remove_leftovers(&cache->place);
        }
        good = make(cache, state, locked, fault);
    }
    if (locked) {
        close(lock);
    }
    return good;
}

static bool entry_in(struct cache *cache, unsigned number, struct fault *fault)
{
    if (!place_open(&cache->place, number, fault)) {
        return false;
    }
    bool good = false;
    if (asprintf(&cache->entry_path, "%s/%s", cache->place.path, cache->id) < 0) {
        cache->entry_path = NULL;
        fault_memory(fault);
    } else {
        enum state state = look(cache, fault);
        good = state == WHOLE || (state != UNUSABLE && make_locked(cache, fault));
    }
    if (!good) {
        free(cache->entry_path);
        cache->entry_path = NULL;
    }
    place_close(&cache->place);
    return good;
}

/* The first fault has the advice: it is about the directory that the user would expect. */
static void add_fault(struct fault *first, const struct fault *next)
{
    size_t length = strlen(first->what);
    snprintf(first->what + length, sizeof first->what - length, "; %s", next->what);
}

static char *entry_in_any(struct cache *cache, struct fault *fault)
{
    for (unsigned number = 0; number < PLACES; number++) {
        struct fault next;
        if (entry_in(cache, number, &next)) {
            return cache->entry_path;
        }
        if (next.kind == FAULT_SPACE) {
            unpack_add_need(cache->fs, true, &next);
        }
        if (number == 0 || next.kind == FAULT_FINAL) {
            *fault = next;
        } else {
            add_fault(fault, &next);
        }
        if (next.kind == FAULT_FINAL) {
            break;
        }
    }
    return NULL;
}

static bool set_id(struct cache *cache, struct fault *fault)
{
    unsigned char id[ID_BYTES];
    if (!image_id(id)) {
        return fault_final(fault, "build it with mvn tea:appimage, which writes it; --appimage-extract works without",
                           "the launcher has no content id, so the image cannot be unpacked to the cache");
    }
    for (size_t i = 0; i < ID_BYTES; i++) {
        sprintf(cache->id + 2 * i, "%02x", id[i]);
    }
    return true;
}

char *cache_entry(const struct image *image, struct fault *fault)
{
    struct squashfs fs;
    if (!squashfs_open(&fs, image, fault)) {
        return NULL;
    }
    char *path = NULL;
    struct cache cache = {.fs = &fs, .image = image};
    if (set_id(&cache, fault)) {
        mode_t mask = umask(077);
        path = entry_in_any(&cache, fault);
        umask(mask); /* the program's is the user's */
    }
    squashfs_close(&fs);
    return path;
}
