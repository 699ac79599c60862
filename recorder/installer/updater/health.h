#ifndef HEALTH_H
#define HEALTH_H
#include "places.h"
#include "version.h"

/* The file that the recorder of this version writes once it records, or rests for a good reason. */
BOOL has_sign_of_health(const places *where, const version *of);
void forget_sign_of_health(const places *where, const version *of);

#endif
