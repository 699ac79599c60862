#ifndef INBOX_H
#define INBOX_H
#include "digest.h"
#include "places.h"

/* Looks for a release. TRUE: one is accepted and must be installed. Others are refused. */
BOOL take_release(const places *where, const BYTE key[KEY_BYTES]);

#endif
