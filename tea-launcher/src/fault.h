/* Failures as values: what went wrong and what the user can do, carried to the one place that prints them. */
#ifndef TEA_FAULT_H
#define TEA_FAULT_H

#include <stdbool.h>

enum fault_kind {
    FAULT_FINAL, /* no other directory would help: a damaged image, an unsafe directory */
    FAULT_PLACE, /* this directory cannot be used; another may */
    FAULT_SPACE, /* likewise, as it is full; the message lacks how much is needed */
};

struct fault {
    enum fault_kind kind;
    char what[6144]; /* two paths of PATH_MAX fit in the messages that have two short ones */
    char fix[2048];
};

/* Fills *fault and returns false, so that a function can end with `return fault_final(...)`. */
bool fault_final(struct fault *fault, const char *fix, const char *what, ...)
    __attribute__((format(printf, 3, 4)));
bool fault_place(struct fault *fault, const char *fix, const char *what, ...)
    __attribute__((format(printf, 3, 4)));

/* The image file itself is bad; detail says how. */
bool fault_image(struct fault *fault, const char *detail, ...) __attribute__((format(printf, 2, 3)));

/*
 * path could not be created or written; error is an errno value. advice is how the user chooses another directory: the
 * beginning of a sentence that goes on with "that" or "with".
 */
bool fault_write(struct fault *fault, const char *advice, const char *path, int error);

bool fault_memory(struct fault *fault);

/* Prints "name: what\n  Fix: fix\n" to stderr. */
void fault_print(const struct fault *fault, const char *name);

#endif
