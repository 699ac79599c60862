#ifndef SETTINGS_H
#define SETTINGS_H
#include "base.h"

/*
 * What the installer was told: an upgrade finds it in the registry. One that failed, and was not undone,
 * leaves nothing there, and the old version could not be installed again.
 */
void keep_settings(void);
/* Only where they are gone. */
void restore_settings(void);
void forget_settings(void);

#endif
