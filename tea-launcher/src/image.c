#include "image.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "elf.h"

/*
 * The packager patches these two sections in the file. Being loaded, they are read straight from memory; volatile,
 * because for the compiler they are constant zeros.
 */
static const volatile unsigned char tea_id[ID_BYTES] __attribute__((section(".tea_id"), used)) = {0};
static const volatile char upd_info[UPDATE_INFORMATION_BYTES] __attribute__((section(".upd_info"), used)) = {0};

static const char SELF[] = "/proc/self/exe";

static bool find_path(struct image *image, struct fault *fault)
{
    char path[PATH_MAX];
    ssize_t length = readlink(SELF, path, sizeof path - 1);
    if (length < 0) {
        return fault_final(fault, "mount /proc (mount -t proc proc /proc)", "cannot find its own file: %s: %s", SELF,
                           strerror(errno));
    }
    path[length] = '\0';
    image->path = strdup(path);
    if (image->path == NULL) {
        return fault_memory(fault);
    }
    image->name = strrchr(image->path, '/') == NULL ? image->path : strrchr(image->path, '/') + 1;
    return true;
}

bool image_open(struct image *image, struct fault *fault)
{
    *image = (struct image){.fd = -1, .name = "AppImage"};
    if (!find_path(image, fault)) {
        return false;
    }
    image->fd = open(SELF, O_RDONLY | O_CLOEXEC);
    if (image->fd < 0) {
        return fault_final(fault, "make the file readable: chmod +r", "cannot read %s: %s", image->path,
                           strerror(errno));
    }
    struct stat status;
    if (fstat(image->fd, &status) != 0) {
        return fault_final(fault, "check the disk", "cannot read %s: %s", image->path, strerror(errno));
    }
    image->size = (uint64_t)status.st_size;
    if (!elf_end(image->fd, &image->offset)) {
        return fault_image(fault, "the file is incomplete or damaged: it has no section headers");
    }
    return true;
}

bool image_id(unsigned char id[ID_BYTES])
{
    unsigned any = 0;
    for (size_t i = 0; i < ID_BYTES; i++) {
        id[i] = tea_id[i];
        any |= id[i];
    }
    return any != 0;
}

void image_update_information(char text[UPDATE_INFORMATION_BYTES + 1])
{
    for (size_t i = 0; i < UPDATE_INFORMATION_BYTES; i++) {
        text[i] = upd_info[i];
    }
    text[UPDATE_INFORMATION_BYTES] = '\0';
}
