#ifndef CARRIER_SERVICE_H
#define CARRIER_SERVICE_H
#include "places.h"

/* Sees to it that the carrier runs; FALSE: try again in a while. */
BOOL start_carrier(const places *where);
/* It has nothing to do any more: its registration goes once it has ended. */
void drop_carrier(void);
/* Waits for its end, whatever it is at. */
void stop_carrier(void);
/* Whether Windows knows it: while it does, there may be something to carry out. */
BOOL has_carrier(void);

#endif
