#ifndef VERSION_H
#define VERSION_H
#include "base.h"

/* The version of an MSI, in which anything behind the third number does not count. */
typedef struct {
  unsigned part[3];
} version;

#define VERSION_CHARACTERS 24

/* MAJOR.MINOR.PATCH, digits only. */
BOOL parse_version(const wchar_t *text, version *out);
/* The same, and something may follow the third number after a dot: "1.2.3.0". */
BOOL parse_long_version(const wchar_t *text, version *out);
int compare_versions(const version *a, const version *b);
void print_version(const version *v, wchar_t out[VERSION_CHARACTERS]);

#endif
