#include "options.h"

#include <stdlib.h>
#include <string.h>

#define PREFIX "--appimage-"

struct option {
    const char *name; /* behind the prefix */
    enum command command;
    int arguments;        /* at most; -1: any number */
    const char *what;     /* COMMAND_UNSUPPORTED: the message */
    const char *fix;
};

static const struct option OPTIONS[] = {
    {"extract", COMMAND_EXTRACT, 1, NULL, NULL},
    {"extract-and-run", COMMAND_EXTRACT_AND_RUN, -1, NULL, NULL},
    {"help", COMMAND_HELP, 0, NULL, NULL},
    {"mount", COMMAND_MOUNT, 0, NULL, NULL},
    {"offset", COMMAND_OFFSET, 0, NULL, NULL},
    {"signature", COMMAND_SIGNATURE, 0, NULL, NULL},
    {"updateinfo", COMMAND_UPDATE_INFORMATION, 0, NULL, NULL},
    {"updateinformation", COMMAND_UPDATE_INFORMATION, 0, NULL, NULL},
    {"version", COMMAND_VERSION, 0, NULL, NULL},
    {"portable-home", COMMAND_UNSUPPORTED, 0, "--appimage-portable-home is not supported",
     "set HOME to the directory that you want"},
    {"portable-config", COMMAND_UNSUPPORTED, 0, "--appimage-portable-config is not supported",
     "set XDG_CONFIG_HOME to the directory that you want"},
};

#define OPTION_COUNT (sizeof OPTIONS / sizeof *OPTIONS)
#define NAME_MAX_LENGTH 32

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Levenshtein's distance: how many letters to insert, delete or exchange. */
static size_t distance(const char *a, const char *b)
{
    size_t row[NAME_MAX_LENGTH + 1];
    size_t width = strlen(b);
    for (size_t j = 0; j <= width; j++) {
        row[j] = j;
    }
    for (size_t i = 1; a[i - 1] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= width; j++) {
            size_t above = row[j];
            row[j] = smallest(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[width];
}

static const struct option *nearest(const char *name)
{
    const struct option *best = NULL;
    size_t best_distance = 4; /* further away is not a typing error */
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        size_t d = OPTIONS[i].command == COMMAND_UNSUPPORTED ? best_distance : distance(name, OPTIONS[i].name);
        if (d < best_distance) {
            best_distance = d;
            best = &OPTIONS[i];
        }
    }
    return best;
}

static enum command unknown(const char *name, struct fault *fault)
{
    const struct option *best = nearest(name);
    if (best == NULL) {
        fault_final(fault, "see --appimage-help", "unknown option " PREFIX "%s", name);
    } else {
        fault_final(fault, "see --appimage-help", "unknown option " PREFIX "%s; did you mean " PREFIX "%s?", name,
                    best->name);
    }
    return COMMAND_UNKNOWN;
}

enum command options_parse(int argc, char **argv, struct fault *fault)
{
    if (argc < 2 || strncmp(argv[1], PREFIX, strlen(PREFIX)) != 0) {
        return COMMAND_START;
    }
    const char *name = argv[1] + strlen(PREFIX);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const struct option *option = &OPTIONS[i];
        if (strcmp(name, option->name) != 0) {
            continue;
        }
        if (option->command == COMMAND_UNSUPPORTED) {
            fault_final(fault, option->fix, "%s", option->what);
        } else if (option->arguments >= 0 && argc - 2 > option->arguments) {
            fault_final(fault, "see --appimage-help", PREFIX "%s: too many arguments", name);
            return COMMAND_UNKNOWN;
        }
        return option->command;
    }
    return unknown(name, fault);
}
