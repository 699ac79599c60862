#include "outcome.h"
#include "files.h"
#include <stdio.h>

#define TEXT_BYTES 512

BOOL write_outcome(const places *where, const version *of, const char *outcome, const char *code) {
  char text[TEXT_BYTES];
  SYSTEMTIME now;
  GetSystemTime(&now);
  snprintf(text, sizeof text,
           "workcompanion-update 1\nversion %u.%u.%u\noutcome %s\ncode %s\n"
           "at %04u-%02u-%02uT%02u:%02u:%02uZ\n",
           of->part[0], of->part[1], of->part[2], outcome, code, now.wYear, now.wMonth, now.wDay,
           now.wHour, now.wMinute, now.wSecond);
  return write_whole(where->result, text);
}
