#include <errno.h>
#include <unistd.h>

#include "bytes.h"
#include "file.h"
#include "squashfs.h"

#define BLOCK_STORED (1U << 24)
#define BLOCK_SIZE_MASK (BLOCK_STORED - 1)
#define FRAGMENT_BYTES 16
#define FRAGMENTS_PER_BLOCK (SQUASHFS_METADATA_BYTES / FRAGMENT_BYTES)

/* A block's entry in an inode's or the fragment table: 24 bits of size on disk, one bit for "stored". 0 is a hole. */
static bool next_block(struct squashfs *fs, struct cursor *at, uint32_t *header)
{
    unsigned char raw[4];
    if (!metadata_read(fs, at, raw, sizeof raw)) {
        return false;
    }
    *header = u32(raw);
    return (*header & ~(BLOCK_STORED | BLOCK_SIZE_MASK)) == 0;
}

static ssize_t data_block(struct squashfs *fs, uint64_t position, uint32_t header, unsigned char *to)
{
    return squashfs_block(fs, position, header & BLOCK_SIZE_MASK, header & BLOCK_STORED, to, fs->block_size);
}

/* Files are read in the order in which mksquashfs filled the fragments, so keeping the last one is enough. */
static bool load_fragment(struct squashfs *fs, uint32_t number)
{
    if (number == fs->fragment_number) {
        return true;
    }
    unsigned char raw[FRAGMENT_BYTES];
    uint64_t index = fs->fragment_table + 8 * (uint64_t)(number / FRAGMENTS_PER_BLOCK);
    if (number >= fs->fragments || fs->fragment_table >= fs->bytes_used
        || read_at(fs->fd, raw, 8, fs->offset + index) != 8) {
        return false;
    }
    struct cursor at = {.position = u64(raw), .offset = number % FRAGMENTS_PER_BLOCK * FRAGMENT_BYTES};
    fs->fragment_number = SQUASHFS_NO_FRAGMENT;
    if (!metadata_read(fs, &at, raw, sizeof raw)) {
        return false;
    }
    ssize_t size = data_block(fs, u64(raw), u32(raw + 8), fs->fragment);
    if (size <= 0) {
        return false;
    }
    fs->fragment_number = number;
    fs->fragment_size = (uint32_t)size;
    return true;
}

static bool bad_content(struct fault *fault, const char *path, uint64_t offset)
{
    return fault_image(fault, "%s is damaged inside the image, at byte %llu of its contents", path,
                       (unsigned long long)offset);
}

static bool bad_output(struct fault *fault, const struct output *output)
{
    return fault_write(fault, output->advice, output->path, errno);
}

static uint64_t whole_blocks(const struct squashfs *fs, const struct node *node)
{
    uint64_t full = node->size / fs->block_size;
    bool rest = node->size % fs->block_size != 0;
    return node->fragment == SQUASHFS_NO_FRAGMENT && rest ? full + 1 : full;
}

/* The bytes of the file that block number i holds. */
static uint32_t block_bytes(const struct squashfs *fs, const struct node *node, uint64_t i)
{
    uint64_t left = node->size - i * fs->block_size;
    return left < fs->block_size ? (uint32_t)left : fs->block_size;
}

static bool write_tail(struct squashfs *fs, const struct node *node, const char *path, const struct output *output,
                       struct fault *fault)
{
    uint64_t done = node->size - node->size % fs->block_size;
    uint32_t tail = (uint32_t)(node->size - done);
    if (!load_fragment(fs, node->fragment) || node->fragment_offset > fs->fragment_size
        || tail > fs->fragment_size - node->fragment_offset) {
        return bad_content(fault, path, done);
    }
    return write_at(output->fd, fs->fragment + node->fragment_offset, tail, done) || bad_output(fault, output);
}

bool content_write(struct squashfs *fs, const struct node *node, const char *path, const struct output *output,
                   struct fault *fault)
{
    struct cursor at = node->more;
    uint64_t position = node->start;
    uint64_t blocks = whole_blocks(fs, node);
    bool holes = false;
    for (uint64_t i = 0; i < blocks; i++) {
        uint32_t header;
        uint32_t expected = block_bytes(fs, node, i);
        if (!next_block(fs, &at, &header)) {
            return bad_content(fault, path, i * fs->block_size);
        }
        if (header == 0) {
            holes = true;
            continue;
        }
        if (data_block(fs, position, header, fs->block) != (ssize_t)expected) {
            return bad_content(fault, path, i * fs->block_size);
        }
        if (!write_at(output->fd, fs->block, expected, i * fs->block_size)) {
            return bad_output(fault, output);
        }
        position += header & BLOCK_SIZE_MASK;
    }
    if (blocks * fs->block_size < node->size && !write_tail(fs, node, path, output, fault)) {
        return false;
    }
    return !holes || ftruncate(output->fd, (off_t)node->size) == 0 || bad_output(fault, output);
}

bool content_is_contiguous(struct squashfs *fs, const struct node *node)
{
    if (node->fragment != SQUASHFS_NO_FRAGMENT || node->start < SQUASHFS_SUPERBLOCK_BYTES
        || node->start > fs->bytes_used || node->size > fs->bytes_used - node->start) {
        return false;
    }
    struct cursor at = node->more;
    uint64_t blocks = whole_blocks(fs, node);
    for (uint64_t i = 0; i < blocks; i++) {
        uint32_t header;
        if (!next_block(fs, &at, &header) || header != (BLOCK_STORED | block_bytes(fs, node, i))) {
            return false;
        }
    }
    return true;
}
