#include <stdlib.h>

#include "commands.h"
#include "fault.h"
#include "image.h"
#include "options.h"
#include "start.h"

#define EXIT_USAGE 2

static bool run(enum command command, const struct image *image, char **argv, struct fault *fault)
{
    switch (command) {
    case COMMAND_START:
        start(image, argv[0], argv, fault);
        return false;
    case COMMAND_EXTRACT_AND_RUN:
        start(image, argv[0], argv + 1, fault);
        return false;
    case COMMAND_EXTRACT:
        return command_extract(image, argv[2], fault);
    case COMMAND_MOUNT:
        return command_mount(image, fault);
    case COMMAND_SIGNATURE:
        return command_signature(fault);
    case COMMAND_UPDATE_INFORMATION:
        return command_update_information(fault);
    case COMMAND_OFFSET:
        command_offset(image);
        return true;
    case COMMAND_HELP:
        command_help();
        return true;
    case COMMAND_VERSION:
        command_version();
        return true;
    case COMMAND_UNSUPPORTED:
    case COMMAND_UNKNOWN:
        break;
    }
    return false;
}

int main(int argc, char **argv)
{
    static struct fault fault;
    struct image image;
    if (!image_open(&image, &fault)) {
        fault_print(&fault, image.name);
        return EXIT_FAILURE;
    }
    char *none[] = {image.path, NULL};
    if (argc < 1) { /* execve() allows that before Linux 5.18 */
        argv = none;
    }
    enum command command = options_parse(argc, argv, &fault);
    if (run(command, &image, argv, &fault) && command_flush(&fault)) {
        return EXIT_SUCCESS;
    }
    fault_print(&fault, image.name);
    return command >= COMMAND_UNSUPPORTED ? EXIT_USAGE : EXIT_FAILURE;
}
