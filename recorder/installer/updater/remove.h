#ifndef REMOVE_H
#define REMOVE_H
#include "places.h"

/*
 * At the removal of the program: ends what is under way, and takes the folders away. Windows Installer
 * does not ask for it at an upgrade; wine does.
 */
int remove_all(const places *where);

#endif
