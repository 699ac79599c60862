#ifndef SESSION_H
#define SESSION_H
#include "base.h"

/* Somebody is at the machine: the recorder could run. */
BOOL is_anyone_signed_in(void);
/*
 * Starts the recorder, as them, for those at the machine who have none. The restarter does so as well;
 * but a version that is ill may have started none, and then nobody would come back after it.
 */
void start_recorders(void);

#endif
