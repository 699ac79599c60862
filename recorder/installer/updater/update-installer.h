#ifndef UPDATE_INSTALLER_H
#define UPDATE_INSTALLER_H
#include "places.h"

/*
 * Installs an update, as a service of its own that runs from the work folder: the upgrade stops and
 * replaces the updater, and whatever happens - a kill, a power cut - Windows starts this one again.
 */
void carry_out_update(const places *where, HANDLE stop);

#endif
