#ifndef SERVICE_H
#define SERVICE_H
#include "places.h"

/* What a service does until `stop` is set. FALSE: it can't do its work, as Windows' log then says. */
typedef BOOL (*service_body)(const places *where, HANDLE stop);

/* Runs this process as the Windows service of that name; returns at its end. */
int run_service(const wchar_t *name, service_body body, const places *where);
/* Windows starts it again when it dies. The first: one whose registration is at hand. */
void restart_on_failure(SC_HANDLE service);
void restart_after_death(const wchar_t *name);

#endif
