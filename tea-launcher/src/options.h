#ifndef TEA_OPTIONS_H
#define TEA_OPTIONS_H

#include "fault.h"

enum command {
    COMMAND_START,
    COMMAND_EXTRACT_AND_RUN,
    COMMAND_EXTRACT,
    COMMAND_HELP,
    COMMAND_MOUNT,
    COMMAND_OFFSET,
    COMMAND_SIGNATURE,
    COMMAND_UPDATE_INFORMATION,
    COMMAND_VERSION,
    COMMAND_UNSUPPORTED, /* an option of the stock runtime that has no sense here */
    COMMAND_UNKNOWN,
};

/* Only a first argument that starts with --appimage- is the launcher's. For the last two, *fault says what is wrong. */
enum command options_parse(int argc, char **argv, struct fault *fault);

#endif
