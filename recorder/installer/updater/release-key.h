#ifndef RELEASE_KEY_H
#define RELEASE_KEY_H
#include "digest.h"

/* From release-key.txt, which was built in and lies with the program's resources. */
BOOL read_release_key(BYTE out[KEY_BYTES]);

#endif
