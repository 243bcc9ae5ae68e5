/* What the --appimage-* options do. Results go to stdout, which the caller flushes and checks. */
#ifndef TEA_COMMANDS_H
#define TEA_COMMANDS_H

#include <stdbool.h>

#include "fault.h"
#include "image.h"

void command_help(void);
void command_version(void);
void command_offset(const struct image *image);

/* Fail when there is none. */
bool command_signature(struct fault *fault);
bool command_update_information(struct fault *fault);

/* Unpacks everything, models included, to ./squashfs-root; or what matches pattern, unless it is NULL. */
bool command_extract(const struct image *image, const char *pattern, struct fault *fault);

/* Prints the directory of the unpacked image and waits for a signal: returns only on failure. */
bool command_mount(const struct image *image, struct fault *fault);

/* False when something printed did not reach stdout. */
bool command_flush(struct fault *fault);

#endif
