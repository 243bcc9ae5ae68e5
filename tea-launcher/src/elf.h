#ifndef TEA_ELF_H
#define TEA_ELF_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Finds the end of the 64-bit little-endian ELF at the start of fd, in bytes: the larger of the end of the section
 * header table and the end of the last section, as the stock type-2 runtime computes it. The squashfs begins there.
 * False when there is no such ELF, or it is cut off.
 */
bool elf_end(int fd, uint64_t *end);

#endif
