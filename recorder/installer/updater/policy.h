#ifndef POLICY_H
#define POLICY_H
#include "base.h"

/* What the machine's administrators say, by group policy for instance. */
BOOL may_update(void);
/* Seconds with somebody signed in, within which a new version has to show that it is well. */
unsigned health_seconds(void);

#endif
