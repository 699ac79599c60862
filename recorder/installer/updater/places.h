#ifndef PLACES_H
#define PLACES_H
#include "base.h"

/* Where things lie. */
typedef struct {
  wchar_t company[PATH_CHARACTERS]; /* %ProgramData%\WorkCompanion */
  wchar_t updates[PATH_CHARACTERS];
  wchar_t inbox[PATH_CHARACTERS]; /* users may write */
  wchar_t work[PATH_CHARACTERS];  /* the system and administrators alone */
  wchar_t result[PATH_CHARACTERS];
  wchar_t state[PATH_CHARACTERS];
  wchar_t update_installer[PATH_CHARACTERS];   /* a copy of this program: an upgrade replaces the other */
  wchar_t running[PATH_CHARACTERS];   /* held by the msiexec that the update installer has started */
  wchar_t package[PATH_CHARACTERS];   /* the MSI to be installed */
  wchar_t kept[PATH_CHARACTERS];      /* the MSI of what was installed before */
  wchar_t statement[PATH_CHARACTERS]; /* of the package, while it is checked */
} places;

BOOL find_places(places *out);
/* Makes the folders, or sets their rights again. FALSE: nothing in there may be trusted. */
BOOL secure_places(const places *where);
void join_path(wchar_t out[PATH_CHARACTERS], const wchar_t *folder, const wchar_t *name);

#endif
