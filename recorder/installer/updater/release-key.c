#include "release-key.h"
#include "files.h"
#include <string.h>

#define TEXT_BYTES 128
#define BASE64_CHARACTERS 88

/* This program is resources\core\updater.exe. */
BOOL read_release_key(BYTE out[KEY_BYTES]) {
  wchar_t path[PATH_CHARACTERS];
  char text[TEXT_BYTES];
  DWORD length = 0;
  if (GetModuleFileNameW(NULL, path, PATH_CHARACTERS) == 0) return FALSE;
  for (int up = 0; up < 2; up++) {
    wchar_t *end = wcsrchr(path, L'\\');
    if (end == NULL) return FALSE;
    *end = 0;
  }
  wcsncat(path, L"\\release-key.txt", PATH_CHARACTERS - wcslen(path) - 1);
  HANDLE file = open_plain(path);
  if (file == INVALID_HANDLE_VALUE) return FALSE;
  BOOL whole = read_small(file, text, sizeof text, &length);
  CloseHandle(file);
  return whole && strcspn(text, "\r\n") == BASE64_CHARACTERS &&
         decode_base64(text, BASE64_CHARACTERS, out, KEY_BYTES);
}
