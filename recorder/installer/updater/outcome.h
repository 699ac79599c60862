#ifndef OUTCOME_H
#define OUTCOME_H
#include "places.h"
#include "version.h"

/* For the recorder, which tells the portal. `code`: of a refusal, or what msiexec ended with. */
BOOL write_outcome(const places *where, const version *of, const char *outcome, const char *code);

#endif
