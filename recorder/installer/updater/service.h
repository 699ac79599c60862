#ifndef SERVICE_H
#define SERVICE_H
#include "places.h"

/* What a service does until `stop` is set. */
typedef void (*service_body)(const places *where, HANDLE stop);

/* Runs this process as the Windows service of that name; returns at its end. */
int run_service(const wchar_t *name, service_body body, const places *where);
/* Windows starts it again when it dies. */
void restart_on_failure(SC_HANDLE service);

#endif
