#include "event-log.h"
#include <stdio.h>
#include <string.h>
#include <windows.h>

/* The installer registers it, with the program whose message 1 to 1000 is the text that it is given. */
#define SOURCE L"WorkCompanion Recorder"
#define MOST_BYTES 8000

static WORD type_of(const char *level) {
  if (strcmp(level, "error") == 0) return EVENTLOG_ERROR_TYPE;
  if (strcmp(level, "warning") == 0) return EVENTLOG_WARNING_TYPE;
  return EVENTLOG_INFORMATION_TYPE;
}

int write_event(const char *level) {
  char utf8[MOST_BYTES + 1];
  wchar_t text[MOST_BYTES + 1];
  size_t length = fread(utf8, 1, MOST_BYTES, stdin);
  utf8[length] = 0;
  if (MultiByteToWideChar(CP_UTF8, 0, utf8, -1, text, MOST_BYTES + 1) == 0) return 2;
  HANDLE source = RegisterEventSourceW(NULL, SOURCE);
  if (source == NULL) return 1;
  const wchar_t *texts[] = {text};
  WORD type = type_of(level);
  BOOL written = ReportEventW(source, type, 0, type, NULL, 1, 0, texts, NULL);
  DeregisterEventSource(source);
  return written ? 0 : 1;
}
