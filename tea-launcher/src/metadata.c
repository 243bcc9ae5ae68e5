#include <string.h>

#include "bytes.h"
#include "file.h"
#include "squashfs.h"

#define HEADER_BYTES 2
#define HEADER_STORED 0x8000

/* The block at position, decompressed; NULL when there is none. Blocks stay in a small direct-mapped cache. */
static const struct metadata_block *block_at(struct squashfs *fs, uint64_t position)
{
    struct metadata_block *block = &fs->metadata[position * 0x9E3779B97F4A7C15U >> 58];
    _Static_assert(SQUASHFS_METADATA_SLOTS == 1 << (64 - 58), "the hash must have as many values as there are slots");
    if (position != 0 && block->position == position) {
        return block;
    }
    block->position = 0;
    if (position < SQUASHFS_SUPERBLOCK_BYTES || position >= fs->bytes_used) {
        return NULL;
    }
    unsigned char raw[HEADER_BYTES];
    if (read_at(fs->fd, raw, sizeof raw, fs->offset + position) != sizeof raw) {
        return NULL;
    }
    uint16_t header = u16(raw);
    uint32_t stored_size = header & ~HEADER_STORED & UINT16_MAX;
    ssize_t size = squashfs_block(fs, position + HEADER_BYTES, stored_size, header & HEADER_STORED, block->data,
                                  sizeof block->data);
    if (size <= 0) {
        return NULL;
    }
    block->position = position;
    block->next = position + HEADER_BYTES + stored_size;
    block->size = (uint32_t)size;
    return block;
}

bool metadata_read(struct squashfs *fs, struct cursor *cursor, void *to, size_t size)
{
    unsigned char *at = to;
    while (size > 0) {
        const struct metadata_block *block = block_at(fs, cursor->position);
        if (block == NULL || cursor->offset > block->size) {
            return false;
        }
        size_t part = block->size - cursor->offset;
        if (part > size) {
            part = size;
        }
        memcpy(at, block->data + cursor->offset, part);
        at += part;
        size -= part;
        cursor->offset += (uint32_t)part;
        if (cursor->offset == block->size) {
            *cursor = (struct cursor){.position = block->next, .offset = 0};
        }
    }
    return true;
}
