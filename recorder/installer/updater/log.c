#include "log.h"
#include <stdarg.h>
#include <stdio.h>

#define LINE_BYTES 512
#define MOST_BYTES (1024 * 1024)

void log_line(const places *where, const char *format, ...) {
  wchar_t path[PATH_CHARACTERS];
  wchar_t before[PATH_CHARACTERS];
  char text[LINE_BYTES];
  char line[LINE_BYTES + 64];
  SYSTEMTIME now;
  DWORD written;
  va_list values;
  va_start(values, format);
  vsnprintf(text, sizeof text, format, values);
  va_end(values);
  GetSystemTime(&now);
  int length = snprintf(line, sizeof line, "%04u-%02u-%02uT%02u:%02u:%02uZ %s\r\n", now.wYear,
                        now.wMonth, now.wDay, now.wHour, now.wMinute, now.wSecond, text);
  join_path(path, where->work, L"updater.log");
  HANDLE file = CreateFileW(path, FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                            OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
  if (file == INVALID_HANDLE_VALUE) return;
  WriteFile(file, line, (DWORD)length, &written, NULL);
  BOOL full = GetFileSize(file, NULL) > MOST_BYTES;
  CloseHandle(file);
  join_path(before, where->work, L"updater-before.log");
  if (full) MoveFileExW(path, before, MOVEFILE_REPLACE_EXISTING);
}
