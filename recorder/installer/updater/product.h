#ifndef PRODUCT_H
#define PRODUCT_H
#include "version.h"

/* The recorder that Windows Installer has; FALSE: none. Of several the newest. */
BOOL installed_version(version *out);
/* The MSI it was installed from, as Windows Installer keeps it. */
BOOL installed_package(wchar_t out[PATH_CHARACTERS]);
/* Whether this MSI is the recorder's, and of which version. */
BOOL is_our_package(const wchar_t *path, version *out);

#endif
