/*
 * Reads a squashfs 4.0 with zstd or stored blocks (https://dr-emann.github.io/squashfs/ describes the format).
 *
 * Our own reader rather than libsquashfuse: Debian's cannot be installed for two architectures at once, wants four more
 * compressors linked in, and trusts indexes of the image (table and fragment numbers, offsets in a block), so that a
 * flipped bit can end in a crash instead of a message. Every number from the image is checked here before it is used.
 *
 *   squashfs.c   superblock, fragment table
 *   metadata.c   the metadata stream: compressed 8 KiB blocks
 *   node.c       inodes
 *   walk.c       directories: the tree in order
 *   content.c    file contents
 */
#ifndef TEA_SQUASHFS_H
#define TEA_SQUASHFS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <zstd.h>

#include "fault.h"
#include "image.h"

#define SQUASHFS_SUPERBLOCK_BYTES 96
#define SQUASHFS_METADATA_BYTES 8192
#define SQUASHFS_METADATA_SLOTS 64
#define SQUASHFS_NAME_BYTES 257
#define SQUASHFS_NO_FRAGMENT UINT32_MAX

struct metadata_block {
    uint64_t position; /* from the start of the squashfs; 0 (the superblock's) in an empty slot */
    uint64_t next;     /* position of the block behind it */
    uint32_t size;
    unsigned char data[SQUASHFS_METADATA_BYTES];
};

struct squashfs {
    int fd;
    uint64_t offset;     /* of the squashfs in fd */
    uint64_t bytes_used; /* all positions are below it */
    uint32_t block_size;
    uint32_t nodes;
    uint32_t fragments;
    uint64_t fragment_table;
    uint64_t inode_table;
    uint64_t directory_table;
    uint64_t root;
    ZSTD_DCtx *zstd;
    struct metadata_block *metadata; /* SQUASHFS_METADATA_SLOTS of them, chosen by position */
    unsigned char *compressed;       /* a block as it is in the file */
    unsigned char *block;            /* block_size bytes */
    unsigned char *fragment;         /* block_size bytes: the contents of fragment_number */
    uint32_t fragment_number;
    uint32_t fragment_size;
};

/* A place in the metadata stream. */
struct cursor {
    uint64_t position; /* of a metadata block */
    uint32_t offset;   /* in its uncompressed data */
};

enum node_type { NODE_DIRECTORY, NODE_FILE, NODE_LINK, NODE_SPECIAL };

struct node {
    enum node_type type;
    mode_t mode; /* permission bits; set-user-id and set-group-id are dropped */
    uint32_t mtime;
    uint32_t number;
    uint32_t links;
    uint64_t size;            /* of a file, of a link's target, or of a directory's listing */
    uint64_t start;           /* file: position of its first block */
    uint32_t fragment;        /* file: number of the fragment that holds its tail, or SQUASHFS_NO_FRAGMENT */
    uint32_t fragment_offset; /* file: of the tail in the fragment */
    struct cursor more;       /* file: block sizes; link: target; directory: listing */
};

/* One thing in the tree. path is relative, without a leading slash; the root's is empty and its depth 0. */
struct entry {
    const char *path;
    const char *name;
    unsigned depth;
    const struct node *node;
};

#define WALK_DEPTH 64

struct visitor {
    bool (*enter)(void *context, const struct entry *entry, struct fault *fault);
    bool (*leave)(void *context, const struct entry *entry, struct fault *fault); /* directories only; may be NULL */
    void *context;
};

/* Checks the superblock against the file; the image must stay open while fs is in use. */
bool squashfs_open(struct squashfs *fs, const struct image *image, struct fault *fault);
void squashfs_close(struct squashfs *fs);

/*
 * Reads a compressed or stored block of the squashfs. Returns its size after decompression, at most capacity, or -1:
 * outside the squashfs, not decompressible, or too large.
 */
ssize_t squashfs_block(struct squashfs *fs, uint64_t position, uint32_t size, bool stored, void *to, uint32_t capacity);

/* Reads size bytes of metadata at the cursor and moves it behind them. */
bool metadata_read(struct squashfs *fs, struct cursor *cursor, void *to, size_t size);

bool node_read(struct squashfs *fs, uint64_t reference, struct node *node);

/*
 * Calls the visitor for everything in the tree: a directory before its contents (enter) and after them (leave). Names
 * have been checked: no slash, no "." or "..". Stops at the first false.
 */
bool squashfs_walk(struct squashfs *fs, const struct visitor *visitor, struct fault *fault);

/* A file that is being written, and how to name it and its directory in messages. */
struct output {
    int fd;
    const char *path;
    const char *advice; /* as in fault_write */
};

/* Writes all contents of the file that is called path in the image. */
bool content_write(struct squashfs *fs, const struct node *node, const char *path, const struct output *output,
                   struct fault *fault);

/* True when a file's bytes lie unchanged and without gaps at node->start. */
bool content_is_contiguous(struct squashfs *fs, const struct node *node);

/* Reads a link's target, to be freed by the caller; NULL when it cannot be read. */
char *link_target(struct squashfs *fs, const struct node *node);

#endif
