#include "extent.h"

#include <stdio.h>
#include <string.h>

#define MODELS "usr/share/models/"
#define SMALLEST (1024 * 1024)

size_t extent_text(struct squashfs *fs, const struct entry *entry, char text[EXTENT_TEXT])
{
    const struct node *node = entry->node;
    if (node->type != NODE_FILE || node->size < SMALLEST || strncmp(entry->path, MODELS, strlen(MODELS)) != 0
        || !content_is_contiguous(fs, node)) {
        return 0;
    }
    return (size_t)snprintf(text, EXTENT_TEXT, "tea-extent 1\noffset %llu\nsize %llu\n",
                            (unsigned long long)node->start, (unsigned long long)node->size);
}
