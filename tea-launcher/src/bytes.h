/* Little-endian numbers at any alignment. */
#ifndef TEA_BYTES_H
#define TEA_BYTES_H

#include <stdint.h>

static inline uint16_t u16(const unsigned char *at)
{
    return (uint16_t)(at[0] | at[1] << 8);
}

static inline uint32_t u32(const unsigned char *at)
{
    return u16(at) | (uint32_t)u16(at + 2) << 16;
}

static inline uint64_t u64(const unsigned char *at)
{
    return u32(at) | (uint64_t)u32(at + 4) << 32;
}

#endif
