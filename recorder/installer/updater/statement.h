#ifndef STATEMENT_H
#define STATEMENT_H
#include "digest.h"
#include "version.h"

/* More is no statement. */
#define STATEMENT_BYTES 1024

/* What the release key vouches for: docs/decisions/023-updates.md. */
typedef struct {
  version version;
  BYTE sha256[SHA256_BYTES];
  LONGLONG size;
} statement;

/* NULL when it is true; else the code of the refusal. */
const char *read_statement(const char *text, const BYTE key[KEY_BYTES], statement *out);

#endif
