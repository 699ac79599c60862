#include "state.h"
#include "files.h"
#include <stdio.h>

#define TEXT_BYTES 512
#define FIELDS 11
#define HEAD "workcompanion-state 1\nphase %u\nto %u.%u.%u\nfrom %u.%u.%u\ntries %u\nwaited %u\n"

BOOL read_state(const places *where, state *out) {
  char text[TEXT_BYTES];
  DWORD length;
  unsigned phase = DONE;
  HANDLE file = open_plain(where->state);
  if (file == INVALID_HANDLE_VALUE) return FALSE;
  BOOL good = read_small(file, text, sizeof text, &length);
  CloseHandle(file);
  if (!good) return FALSE;
  int fields = sscanf(text, HEAD "outcome %31s\ncode %31s\n", &phase, &out->to.part[0],
                      &out->to.part[1], &out->to.part[2], &out->from.part[0], &out->from.part[1],
                      &out->from.part[2], &out->tries, &out->waited, out->outcome, out->code);
  out->phase = phase;
  return fields == FIELDS && phase <= DONE;
}

BOOL write_state(const places *where, const state *what) {
  char text[TEXT_BYTES];
  snprintf(text, sizeof text, HEAD "outcome %s\ncode %s\n", (unsigned)what->phase,
           what->to.part[0], what->to.part[1], what->to.part[2], what->from.part[0],
           what->from.part[1], what->from.part[2], what->tries, what->waited, what->outcome,
           what->code);
  return write_whole(where->state, text);
}
