#include "squashfs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "file.h"

enum compression { GZIP = 1, LZMA, LZO, XZ, LZ4, ZSTD };

static const char *compression_name(uint16_t number)
{
    static const char *const names[] = {"", "gzip", "lzma", "lzo", "xz", "lz4", "zstd"};
    return number < sizeof names / sizeof *names ? names[number] : "an unknown method";
}

static bool read_superblock(struct squashfs *fs, const struct image *image, struct fault *fault)
{
    unsigned char raw[SQUASHFS_SUPERBLOCK_BYTES];
    ssize_t count = read_at(image->fd, raw, sizeof raw, image->offset);
    if (count < 0) {
        return fault_final(fault, "check the disk", "cannot read %s: %s", image->path, strerror(errno));
    }
    if ((size_t)count < sizeof raw) {
        return fault_final(fault, "download it again; a launcher alone becomes an image by mvn tea:appimage",
                           "the file is incomplete: it ends at byte %llu, and its contents begin at byte %llu",
                           (unsigned long long)image->size, (unsigned long long)image->offset);
    }
    if (memcmp(raw, "hsqs", 4) != 0) {
        return fault_image(fault, "there is no squashfs at byte %llu", (unsigned long long)image->offset);
    }
    fs->nodes = u32(raw + 4);
    fs->block_size = u32(raw + 12);
    fs->fragments = u32(raw + 16);
    uint16_t compression = u16(raw + 20);
    uint16_t block_log = u16(raw + 22);
    uint16_t major = u16(raw + 28);
    fs->root = u64(raw + 32);
    fs->bytes_used = u64(raw + 40);
    fs->inode_table = u64(raw + 64);
    fs->directory_table = u64(raw + 72);
    fs->fragment_table = u64(raw + 80);
    if (major != 4 || block_log < 12 || block_log > 20 || fs->block_size != 1U << block_log
        || fs->bytes_used < sizeof raw || fs->bytes_used > INT64_MAX - image->offset) {
        return fault_image(fault, "its squashfs superblock makes no sense");
    }
    if (compression != ZSTD) {
        return fault_final(fault, "pack it with mksquashfs -comp zstd", "its squashfs is compressed with %s, not zstd",
                           compression_name(compression));
    }
    uint64_t whole = image->offset + fs->bytes_used;
    if (image->size < whole) {
        return fault_final(fault, "download it again", "the file is incomplete: it has %llu bytes of %llu",
                           (unsigned long long)image->size, (unsigned long long)whole);
    }
    return true;
}

/* What a compressed block takes at most: one that does not shrink is stored. */
static uint32_t compressed_bytes(const struct squashfs *fs)
{
    return fs->block_size > SQUASHFS_METADATA_BYTES ? fs->block_size : SQUASHFS_METADATA_BYTES;
}

bool squashfs_open(struct squashfs *fs, const struct image *image, struct fault *fault)
{
    *fs = (struct squashfs){.fd = image->fd, .offset = image->offset, .fragment_number = SQUASHFS_NO_FRAGMENT};
    if (!read_superblock(fs, image, fault)) {
        return false;
    }
    fs->zstd = ZSTD_createDCtx();
    fs->metadata = calloc(SQUASHFS_METADATA_SLOTS, sizeof *fs->metadata);
    fs->compressed = malloc(compressed_bytes(fs));
    fs->block = malloc(fs->block_size);
    fs->fragment = malloc(fs->block_size);
    if (fs->zstd == NULL || fs->metadata == NULL || fs->compressed == NULL || fs->block == NULL
        || fs->fragment == NULL) {
        squashfs_close(fs);
        return fault_memory(fault);
    }
    return true;
}

void squashfs_close(struct squashfs *fs)
{
    ZSTD_freeDCtx(fs->zstd);
    free(fs->metadata);
    free(fs->compressed);
    free(fs->block);
    free(fs->fragment);
}

ssize_t squashfs_block(struct squashfs *fs, uint64_t position, uint32_t size, bool stored, void *to, uint32_t capacity)
{
    if (position < SQUASHFS_SUPERBLOCK_BYTES || position >= fs->bytes_used || size > fs->bytes_used - position
        || size == 0) {
        return -1;
    }
    if (stored) {
        return size <= capacity && read_at(fs->fd, to, size, fs->offset + position) == (ssize_t)size ? (ssize_t)size
                                                                                                      : -1;
    }
    if (size > compressed_bytes(fs) || read_at(fs->fd, fs->compressed, size, fs->offset + position) != (ssize_t)size) {
        return -1;
    }
    size_t result = ZSTD_decompressDCtx(fs->zstd, to, capacity, fs->compressed, size);
    return ZSTD_isError(result) ? -1 : (ssize_t)result;
}
