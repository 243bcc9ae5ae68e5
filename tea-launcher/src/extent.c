#include "extent.h"

#include <stdio.h>
#include <string.h>

#define MODELS "usr/share/models/"
#define SMALLEST (1024 * 1024)

bool extent_is_possible(struct squashfs *fs, const struct entry *entry)
{
    return entry->node->type == NODE_FILE && strncmp(entry->path, MODELS, strlen(MODELS)) == 0
           && content_is_contiguous(fs, entry->node);
}

size_t extent_text(struct squashfs *fs, const struct entry *entry, char text[EXTENT_TEXT])
{
    const struct node *node = entry->node;
    if (node->size < SMALLEST || !extent_is_possible(fs, entry)) {
        return 0;
    }
    return (size_t)snprintf(text, EXTENT_TEXT, "tea-extent 1\noffset %llu\nsize %llu\n",
                            (unsigned long long)node->start, (unsigned long long)node->size);
}
