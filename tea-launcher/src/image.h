/* The AppImage file that this launcher is the first part of. */
#ifndef TEA_IMAGE_H
#define TEA_IMAGE_H

#include <stdint.h>

#include "fault.h"

#define ID_BYTES 32
#define UPDATE_INFORMATION_BYTES 1024

struct image {
    int fd;
    char *path;       /* absolute, symbolic links resolved: the value of APPIMAGE */
    const char *name; /* the last component of path */
    uint64_t size;    /* bytes of the file */
    uint64_t offset;  /* where the squashfs begins: the end of the ELF */
};

/* Opens the running executable. On failure image->name is still good for a message. */
bool image_open(struct image *image, struct fault *fault);

/* The content id; false when the packager has not written one. */
bool image_id(unsigned char id[ID_BYTES]);

/* The update information, empty when there is none. */
void image_update_information(char text[UPDATE_INFORMATION_BYTES + 1]);

#endif
