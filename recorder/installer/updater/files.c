#include "files.h"
#include <string.h>

#define PIECE (256 * 1024)
#define ODD (FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_REPARSE_POINT | FILE_ATTRIBUTE_DEVICE)

HANDLE open_plain(const wchar_t *path) {
  BY_HANDLE_FILE_INFORMATION facts;
  HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING,
                            FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_SEQUENTIAL_SCAN, NULL);
  if (file == INVALID_HANDLE_VALUE) return file;
  if (GetFileType(file) == FILE_TYPE_DISK && GetFileInformationByHandle(file, &facts) &&
      (facts.dwFileAttributes & ODD) == 0 && facts.nNumberOfLinks == 1) {
    return file;
  }
  CloseHandle(file);
  SetLastError(ERROR_INVALID_DATA);
  return INVALID_HANDLE_VALUE;
}

BOOL copy_from(HANDLE source, const wchar_t *target, LONGLONG size) {
  BYTE *piece = HeapAlloc(GetProcessHeap(), 0, PIECE);
  HANDLE file = CreateFileW(target, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS,
                            FILE_ATTRIBUTE_NORMAL, NULL);
  BOOL good = piece != NULL && file != INVALID_HANDLE_VALUE;
  while (good && size > 0) {
    DWORD count = 0;
    DWORD written = 0;
    DWORD want = size < PIECE ? (DWORD)size : PIECE;
    good = ReadFile(source, piece, want, &count, NULL) && count > 0 &&
           WriteFile(file, piece, count, &written, NULL) && written == count;
    size -= count;
  }
  if (good) good = FlushFileBuffers(file);
  if (file != INVALID_HANDLE_VALUE) CloseHandle(file);
  HeapFree(GetProcessHeap(), 0, piece);
  return good;
}

BOOL read_small(HANDLE file, char *out, DWORD size, DWORD *length) {
  if (!ReadFile(file, out, size, length, NULL) || *length >= size) return FALSE;
  out[*length] = 0;
  return TRUE;
}

BOOL write_whole(const wchar_t *path, const char *text) {
  wchar_t fresh[PATH_CHARACTERS];
  DWORD written = 0;
  swprintf(fresh, PATH_CHARACTERS, L"%ls.new", path);
  HANDLE file = CreateFileW(fresh, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL,
                            NULL);
  if (file == INVALID_HANDLE_VALUE) return FALSE;
  BOOL good = WriteFile(file, text, (DWORD)strlen(text), &written, NULL) &&
              written == strlen(text) && FlushFileBuffers(file);
  CloseHandle(file);
  return good &&
         MoveFileExW(fresh, path, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH);
}

BOOL is_there(const wchar_t *path) {
  return GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES;
}
