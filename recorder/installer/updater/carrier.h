#ifndef CARRIER_H
#define CARRIER_H
#include "places.h"

/*
 * Carries an update out, as a service of its own that runs from the work folder: the upgrade stops and
 * replaces the updater, and whatever happens - a kill, a power cut - Windows starts this one again.
 */
void carry(const places *where, HANDLE stop);

#endif
