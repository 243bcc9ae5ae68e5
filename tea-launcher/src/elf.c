#include "elf.h"

#include <elf.h>
#include <string.h>

#include "file.h"

static uint64_t larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

bool elf_end(int fd, uint64_t *end)
{
    Elf64_Ehdr header;
    if (read_at(fd, &header, sizeof header, 0) != sizeof header || memcmp(header.e_ident, ELFMAG, SELFMAG) != 0
        || header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != ELFDATA2LSB
        || header.e_shentsize != sizeof(Elf64_Shdr) || header.e_shnum == 0) {
        return false;
    }
    uint64_t table_size = (uint64_t)header.e_shentsize * header.e_shnum;
    uint64_t table_end;
    if (__builtin_add_overflow(header.e_shoff, table_size, &table_end) || table_end > INT64_MAX) {
        return false;
    }
    Elf64_Shdr last;
    if (read_at(fd, &last, sizeof last, table_end - sizeof last) != sizeof last) {
        return false;
    }
    uint64_t last_end;
    if (__builtin_add_overflow(last.sh_offset, last.sh_size, &last_end) || last_end > INT64_MAX) {
        return false;
    }
    *end = larger(table_end, last_end);
    return true;
}
