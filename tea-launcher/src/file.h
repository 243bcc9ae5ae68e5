/* Whole reads and writes at an offset: short transfers and EINTR are dealt with here. */
#ifndef TEA_FILE_H
#define TEA_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Returns the number of bytes read, less than size only at the end of the file, or -1 with errno set. */
ssize_t read_at(int fd, void *buffer, size_t size, uint64_t offset);

/* Writes all size bytes; false with errno set. */
bool write_at(int fd, const void *buffer, size_t size, uint64_t offset);

#endif
