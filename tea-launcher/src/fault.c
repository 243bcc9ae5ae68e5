#include "fault.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void fill(struct fault *fault, enum fault_kind kind, const char *fix, const char *what, va_list arguments)
{
    fault->kind = kind;
    vsnprintf(fault->what, sizeof fault->what, what, arguments);
    snprintf(fault->fix, sizeof fault->fix, "%s", fix);
}

bool fault_final(struct fault *fault, const char *fix, const char *what, ...)
{
    va_list arguments;
    va_start(arguments, what);
    fill(fault, FAULT_FINAL, fix, what, arguments);
    va_end(arguments);
    return false;
}

bool fault_place(struct fault *fault, const char *fix, const char *what, ...)
{
    va_list arguments;
    va_start(arguments, what);
    fill(fault, FAULT_PLACE, fix, what, arguments);
    va_end(arguments);
    return false;
}

bool fault_image(struct fault *fault, const char *detail, ...)
{
    va_list arguments;
    va_start(arguments, detail);
    fill(fault, FAULT_FINAL, "download the file again; SHA256SUMS tells whether it arrived whole", detail,
         arguments);
    va_end(arguments);
    return false;
}

bool fault_write(struct fault *fault, const char *advice, const char *path, int error)
{
    bool space = error == ENOSPC || error == EDQUOT;
    fault->kind = space ? FAULT_SPACE : FAULT_PLACE;
    snprintf(fault->what, sizeof fault->what, "%scannot write %s: %s", space ? "not enough space: " : "", path,
             strerror(error));
    snprintf(fault->fix, sizeof fault->fix, "%s%s %s", space ? "free some space there, or " : "", advice,
             space ? "with more space" : "that you can write to");
    return false;
}

bool fault_memory(struct fault *fault)
{
    return fault_final(fault, "close other programs, or raise the memory limit", "out of memory");
}

void fault_print(const struct fault *fault, const char *name)
{
    fprintf(stderr, "%s: %s\n  Fix: %s\n", name, fault->what, fault->fix);
}
