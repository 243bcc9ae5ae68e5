#include "place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* Who root is in a user namespace without root: the kernel's overflow uid. */
#define UNMAPPED_ROOT 65534

static const char *absolute(const char *variable)
{
    const char *value = getenv(variable);
    return value != NULL && value[0] == '/' ? value : NULL; /* as the XDG base directory specification asks */
}

static char *join(const char *directory, const char *name)
{
    size_t length = strlen(directory);
    while (length > 0 && directory[length - 1] == '/') {
        length--;
    }
    char *path;
    return asprintf(&path, "%.*s/%s", (int)length, directory, name) < 0 ? NULL : path;
}

/* Makes path and its parents; mode 0700 as the XDG specification asks. Failures show when it is opened. */
static void make_directories(const char *path)
{
    char *part = strdup(path);
    if (part == NULL) {
        return;
    }
    for (char *slash = strchr(part + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(part, 0700);
        *slash = '/';
    }
    mkdir(part, 0700);
    free(part);
}

/* A directory with another owner is not ours to put things in: think of sudo with the user's HOME. */
static bool has_safe_owner(const char *path, const struct stat *status, struct fault *fault)
{
    if (status->st_uid == geteuid() || status->st_uid == 0) {
        return true;
    }
    return fault_place(fault, PLACE_ADVICE " of your own", "%s belongs to user %ju, and you are user %ju", path,
                       (uintmax_t)status->st_uid, (uintmax_t)geteuid());
}

static char *home_cache(struct fault *fault)
{
    struct stat status;
    const char *home = absolute("HOME");
    if (home == NULL) {
        fault_place(fault, PLACE_ADVICE " that you can write to", "neither XDG_CACHE_HOME nor HOME is set");
        return NULL;
    }
    if (stat(home, &status) != 0) {
        fault_write(fault, PLACE_ADVICE, home, errno);
        return NULL;
    }
    if (!has_safe_owner(home, &status, fault)) {
        return NULL;
    }
    char *path = join(home, ".cache");
    if (path == NULL) {
        fault_memory(fault);
    }
    return path;
}

static char *copy(const char *path, struct fault *fault)
{
    char *result = strdup(path);
    if (result == NULL) {
        fault_memory(fault);
    }
    return result;
}

/* The directory to make ours in, to be freed, and our name there. */
static char *parent_of(unsigned number, char name[32], struct fault *fault)
{
    if (number > 0) {
        const char *temporary = absolute("TMPDIR");
        snprintf(name, 32, "tea-%ju", (uintmax_t)geteuid());
        return copy(temporary != NULL ? temporary : "/tmp", fault);
    }
    snprintf(name, 32, "tea");
    const char *cache = absolute("XDG_CACHE_HOME");
    return cache != NULL ? copy(cache, fault) : home_cache(fault);
}

static bool is_safe(const struct stat *status, const char *path, mode_t forbidden, struct fault *fault)
{
    if (!S_ISDIR(status->st_mode)) {
        return fault_final(fault, "remove it, or " PLACE_ADVICE " of your own",
                           "%s is not safe to use: it is %s, not a directory", path,
                           S_ISLNK(status->st_mode) ? "a symbolic link" : "a file");
    }
    if (status->st_uid != geteuid()) {
        return fault_final(fault, PLACE_ADVICE " of your own",
                           "%s is not safe to use: it belongs to user %ju, and you are user %ju", path,
                           (uintmax_t)status->st_uid, (uintmax_t)geteuid());
    }
    /* Other programs of the project make it, and with a umask of 002 it is open to the user's own group. */
    mode_t own_group = forbidden != MODE_PRIVATE && status->st_gid == getegid() ? S_IWGRP : 0;
    if ((status->st_mode & forbidden & ~own_group) != 0) {
        char fix[sizeof fault->fix];
        snprintf(fix, sizeof fix, "chmod 700 '%s', or " PLACE_ADVICE " of your own", path);
        return fault_final(fault, fix, "%s is not safe to use: others have access (its mode is %03o)", path,
                           (unsigned)status->st_mode & 0777);
    }
    return true;
}

bool place_is_safe(int directory, const char *name, const char *path, mode_t forbidden, struct fault *fault)
{
    struct stat status;
    if (fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return fault_write(fault, PLACE_ADVICE, path, errno);
    }
    return is_safe(&status, path, forbidden, fault);
}

/* A group may write where it is the user's own, which with user private groups nobody else is in. */
static bool is_group_safe(const struct stat *status)
{
    return (status->st_mode & (S_IWGRP | S_ISVTX)) != S_IWGRP
           || (status->st_uid == geteuid() && status->st_gid == getegid());
}

/*
 * Who may rename our directory could put another one in its place: who can write to its parent, unless that is sticky,
 * and the parent's owner always. HOME, where .cache is, is not looked at: who can write there has .profile as well.
 */
static bool parent_is_safe(int parent, const char *path, bool temporary, struct fault *fault)
{
    struct stat status;
    if (fstat(parent, &status) != 0) {
        return fault_write(fault, PLACE_ADVICE, path, errno);
    }
    if ((status.st_mode & (S_IWOTH | S_ISVTX)) == S_IWOTH) {
        return fault_place(fault, PLACE_ADVICE " of your own",
                           "%s is not safe to use: everybody may rename what is in it", path);
    }
    bool unmapped = temporary && status.st_uid == UNMAPPED_ROOT && (status.st_mode & S_ISVTX) != 0;
    if (!unmapped && !has_safe_owner(path, &status, fault)) {
        return false;
    }
    return is_group_safe(&status)
           || fault_place(fault, PLACE_ADVICE " of your own",
                          "%s is not safe to use: group %ju may rename what is in it", path,
                          (uintmax_t)status.st_gid);
}

/* Java splits its class path there, and does not load its image. It sees the path without symbolic links. */
static bool has_no_colon(const char *path, struct fault *fault)
{
    char *real = realpath(path, NULL); /* NULL if it is not there yet */
    bool good = strchr(path, ':') == NULL && (real == NULL || strchr(real, ':') == NULL);
    free(real);
    return good || fault_place(fault, PLACE_ADVICE " without a colon in its path",
                               "%s is not used: Java cannot run from a path with a colon", path);
}

/* Opens the directory to make ours in; that of the first place is made if need be. */
static int open_parent(const char *path, bool temporary, struct fault *fault)
{
    if (!has_no_colon(path, fault)) {
        return -1;
    }
    if (!temporary) {
        make_directories(path);
    }
    int parent = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (parent < 0) {
        fault_write(fault, PLACE_ADVICE, path, errno);
    } else if (!has_no_colon(path, fault) || !parent_is_safe(parent, path, temporary, fault)) {
        close(parent);
        parent = -1;
    }
    return parent;
}

/* Makes our directory if it is missing. A file system that does not keep modes is not for us. */
static bool make(int parent, const char *name, const char *path, struct fault *fault)
{
    if (mkdirat(parent, name, 0700) != 0) {
        return errno == EEXIST || fault_write(fault, PLACE_ADVICE, path, errno);
    }
    if (!place_is_safe(parent, name, path, MODE_PRIVATE, fault)) {
        unlinkat(parent, name, AT_REMOVEDIR);
        fault->kind = FAULT_PLACE;
        return false;
    }
    return true;
}

static bool open_ours(struct place *place, int parent, const char *name, mode_t forbidden, struct fault *fault)
{
    struct stat status;
    if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0 && !make(parent, name, place->path, fault)) {
        return false;
    }
    if (!place_is_safe(parent, name, place->path, forbidden, fault)) {
        return false;
    }
    place->directory = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (place->directory < 0) {
        return fault_write(fault, PLACE_ADVICE, place->path, errno);
    }
    struct statvfs file_system;
    if (fstatvfs(place->directory, &file_system) == 0 && file_system.f_flag & ST_NOEXEC) {
        return fault_place(fault, PLACE_ADVICE " that programs can run from",
                           "%s is mounted noexec: no program can run from there", place->path);
    }
    if (fstat(place->directory, &status) != 0) {
        return fault_write(fault, PLACE_ADVICE, place->path, errno);
    }
    return is_safe(&status, place->path, forbidden, fault); /* what was opened is what was looked at */
}

bool place_open(struct place *place, unsigned number, struct fault *fault)
{
    *place = (struct place){.directory = -1, .path = NULL};
    char name[32];
    char *parent_path = parent_of(number, name, fault);
    if (parent_path == NULL) {
        return false;
    }
    bool temporary = number > 0;
    mode_t forbidden = temporary ? MODE_PRIVATE : MODE_OWN;
    bool good = false;
    place->path = join(parent_path, name);
    if (place->path == NULL) {
        fault_memory(fault);
    } else {
        int parent = open_parent(parent_path, temporary, fault);
        if (parent >= 0) {
            good = open_ours(place, parent, name, forbidden, fault);
            close(parent);
        }
    }
    free(parent_path);
    if (!good) {
        place_close(place);
    }
    return good;
}

void place_close(struct place *place)
{
    if (place->directory >= 0) {
        close(place->directory);
    }
    free(place->path);
    *place = (struct place){.directory = -1, .path = NULL};
}
