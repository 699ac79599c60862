#ifndef SESSION_H
#define SESSION_H
#include <windows.h>

/* Nobody is at this session: it is locked, somebody else is signed in, its remote client is gone. */
BOOL is_away(void);

#endif
