#ifndef ADMIT_H
#define ADMIT_H
#include "digest.h"
#include "places.h"
#include "version.h"

/* What somebody has put into the inbox. */
typedef struct {
  const wchar_t *release;
  const wchar_t *package;
  version named;
} candidate;

/*
 * ADMITTED: the package lies in the work folder, is what the release key vouches for, and newer; and so
 * does the MSI to return to. REFUSED: never. FAILED: not now, by no fault of its own. LATER: somebody
 * still writes.
 */
typedef struct {
  enum { ADMITTED, REFUSED, FAILED, LATER } kind;
  const char *code;
} verdict;

/* Copies first, and looks only at the copies. `installed`: what it would replace. */
verdict admit(const places *where, const candidate *what, const BYTE key[KEY_BYTES],
              version *installed);

#endif
