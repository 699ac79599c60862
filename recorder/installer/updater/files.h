#ifndef FILES_H
#define FILES_H
#include "base.h"

/*
 * Opens a file that someone else may have put there: never through a link, a junction or a device, not
 * one that has a second name, and not while it is written. INVALID_HANDLE_VALUE, with the reason in GetLastError.
 */
HANDLE open_plain(const wchar_t *path);
/* Exactly `size` bytes, flushed. What `source` has beyond stays where it is. */
BOOL copy_from(HANDLE source, const wchar_t *target, LONGLONG size);
/* The whole of a small file with a zero behind it; FALSE when it does not fit. */
BOOL read_small(HANDLE file, char *out, DWORD size, DWORD *length);
/* All or nothing, also when the power fails. */
BOOL write_whole(const wchar_t *path, const char *text);
BOOL is_there(const wchar_t *path);

#endif
