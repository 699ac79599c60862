#ifndef MSIEXEC_H
#define MSIEXEC_H
#include "places.h"

typedef struct {
  const wchar_t *package;
  const wchar_t *properties;
  const wchar_t *log;
} installation;

/* Silently, with a log in the work folder. FALSE: `stop` was set meanwhile, or it did not start. */
BOOL run_msiexec(const places *where, const installation *what, HANDLE stop, DWORD *code);
/* Also one whose update installer was killed. */
BOOL is_msiexec_running(const places *where);

#endif
