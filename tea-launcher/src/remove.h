#ifndef TEA_REMOVE_H
#define TEA_REMOVE_H

/*
 * Removes name in directory and everything below it, without following links. What cannot be removed stays: the callers
 * clean up, and have nothing better to do about it.
 */
void remove_tree(int directory, const char *name);

#endif
