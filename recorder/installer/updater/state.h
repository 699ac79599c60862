#ifndef STATE_H
#define STATE_H
#include "places.h"
#include "version.h"

/*
 * An update on its way, in work\state.txt: written before each step, so that whoever starts next - after
 * a power cut, or a kill - knows what to do.
 *
 *   INSTALLING   the package may be installed, half installed, or not yet
 *   WAITING      it is installed; its sign of health is not there yet
 *   RETURNING    the kept MSI has to be installed again
 *   DONE         only the outcome has to be told
 */
typedef enum { INSTALLING, WAITING, RETURNING, DONE } phase;

typedef struct {
  phase phase;
  version to;
  version from;
  unsigned tries;  /* of this phase */
  unsigned waited; /* seconds in which somebody was signed in */
  char outcome[CODE_CHARACTERS];
  char code[CODE_CHARACTERS];
} state;

BOOL read_state(const places *where, state *out);
BOOL write_state(const places *where, const state *what);

#endif
