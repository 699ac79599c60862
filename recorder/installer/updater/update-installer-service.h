#ifndef UPDATE_INSTALLER_SERVICE_H
#define UPDATE_INSTALLER_SERVICE_H
#include "places.h"

/* Starts the update installer if it does not run; FALSE means that it must be tried again later. */
BOOL start_update_installer(const places *where);
/* It has nothing to do any more: its registration goes once it has ended. */
void drop_update_installer(void);
/* Waits for its end, whatever it is at. */
void stop_update_installer(void);
/* Whether the service is registered: while it is, there may be an update to install. */
BOOL has_update_installer(void);

#endif
