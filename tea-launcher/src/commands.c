#include "commands.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cache.h"
#include "intact.h"
#include "squashfs.h"
#include "unpack.h"

#ifndef VERSION
#error "compile with -DVERSION=\"...\""
#endif

#define EXTRACT_DIRECTORY "squashfs-root"
#define EXTRACT_ADVICE "run this in a directory"

void command_help(void)
{
    fputs("Options of the AppImage itself; everything else goes to the program in it.\n"
          "\n"
          "  --appimage-extract [PATTERN]    unpack everything, models included, to ./squashfs-root; with a\n"
          "                                  PATTERN (usr/bin, *.desktop) only what matches\n"
          "  --appimage-extract-and-run ...  start without FUSE: every start does, so this is the same as\n"
          "                                  starting without the option\n"
          "  --appimage-help                 print this help\n"
          "  --appimage-mount                print the directory of the unpacked image and wait for Ctrl-C; models\n"
          "                                  stay in the image and are small text files there\n"
          "  --appimage-offset               print where the squashfs begins, in bytes\n"
          "  --appimage-updateinfo           print the update information (also --appimage-updateinformation)\n"
          "  --appimage-version              print the launcher's version\n"
          "\n"
          "The first start unpacks all but the models to $XDG_CACHE_HOME/tea (default ~/.cache/tea), or else to\n"
          "$TMPDIR/tea-<uid> (default /tmp). Those directories may be removed at any time when nothing runs.\n",
          stdout);
}

void command_version(void)
{
    puts("tea-launcher " VERSION);
}

void command_offset(const struct image *image)
{
    printf("%llu\n", (unsigned long long)image->offset);
}

bool command_signature(struct fault *fault)
{
    return fault_final(fault, "compare the file with the release's SHA256SUMS", "the image is not signed");
}

bool command_update_information(struct fault *fault)
{
    char text[UPDATE_INFORMATION_BYTES + 1];
    image_update_information(text);
    if (text[0] == '\0') {
        return fault_final(fault, "look for new versions where you got the file",
                           "the image has no update information");
    }
    puts(text);
    return true;
}

static bool extract(struct squashfs *fs, int directory, const char *pattern, struct fault *fault)
{
    struct unpacking unpacking = {.directory = directory, .path = EXTRACT_DIRECTORY, .advice = EXTRACT_ADVICE,
                                  .pattern = pattern, .list = EXTRACT_DIRECTORY "/", .replace = true};
    if (pattern == NULL && !unpack_fits(fs, &unpacking, fault)) {
        return false;
    }
    long chosen = unpack(fs, &unpacking, fault);
    if (chosen < 0) {
        if (fault->kind == FAULT_SPACE && pattern == NULL) {
            unpack_add_need(fs, false, fault);
        }
        return false;
    }
    return chosen > 0
           || fault_final(fault, "give a path or pattern from the root, as in usr/share/models/*.gguf",
                          "nothing in the image matches %s", pattern == NULL ? "" : pattern);
}

/* Opens the directory to extract to; *made says whether it was not there. */
static int open_extract_directory(bool *made, struct fault *fault)
{
    *made = mkdir(EXTRACT_DIRECTORY, 0777) == 0;
    int directory = *made || errno == EEXIST
                        ? open(EXTRACT_DIRECTORY, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                        : -1;
    if (directory < 0) {
        fault_write(fault, EXTRACT_ADVICE, EXTRACT_DIRECTORY, errno);
    }
    return directory;
}

bool command_extract(const struct image *image, const char *pattern, struct fault *fault)
{
    struct squashfs fs;
    if (!squashfs_open(&fs, image, fault)) {
        return false;
    }
    bool made;
    bool good = false;
    int directory = open_extract_directory(&made, fault);
    if (directory >= 0) {
        unsigned char id[ID_BYTES];
        good = extract(&fs, directory, pattern, fault) && (!image_id(id) || image_is_intact(&fs, image, fault));
        close(directory);
    }
    if (!good && made) {
        rmdir(EXTRACT_DIRECTORY); /* goes only if nothing was written */
    }
    squashfs_close(&fs);
    return good;
}

bool command_mount(const struct image *image, struct fault *fault)
{
    char *entry = cache_entry(image, fault);
    if (entry == NULL) {
        return false;
    }
    puts(entry);
    free(entry);
    if (!command_flush(fault)) {
        return false;
    }
    for (;;) {
        pause();
    }
}

bool command_flush(struct fault *fault)
{
    return (fflush(stdout) == 0 && !ferror(stdout))
           || fault_final(fault, "check where the output goes", "cannot write to standard output: %s", strerror(errno));
}
