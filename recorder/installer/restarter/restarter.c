/*
 * Starts the recorder again when both of its processes were ended by force: by an upgrade, or in the
 * task manager. Runs as the user, from the user's own folder, so that an upgrade finds no file of the
 * program in use.
 *
 *   restarter PROGRAM PIPE    PIPE is there while a recorder runs.
 *
 * A line on standard input: an orderly end, there is nothing to start. The end of input without one:
 * whoever started this was killed.
 */
#define _WIN32_WINNT 0x0601
#include <windows.h>
#include <shellapi.h>
#include <stdio.h>
#include <wchar.h>

#define LOOK_EVERY_MS 2000
/* The window, when it lives, starts the recorder within a few seconds. */
#define PATIENCE_LOOKS 5
/* An upgrade takes a minute or two; after a removal there is nothing to wait for. */
#define MOST_LOOKS (15 * 60 * 1000 / LOOK_EVERY_MS)
#define MOST_CHARACTERS 1024

static BOOL is_running(const wchar_t *pipe) {
  return WaitNamedPipeW(pipe, 1) || GetLastError() == ERROR_SEM_TIMEOUT;
}

/* https://learn.microsoft.com/windows/win32/msi/-msiexecute-mutex */
static BOOL is_installing(void) {
  HANDLE mutex = OpenMutexW(SYNCHRONIZE, FALSE, L"Global\\_MSIExecute");
  if (mutex == NULL) return FALSE;
  CloseHandle(mutex);
  return TRUE;
}

static BOOL start(const wchar_t *program) {
  wchar_t command[MOST_CHARACTERS];
  STARTUPINFOW startup = {.cb = sizeof startup};
  PROCESS_INFORMATION process;
  if (GetFileAttributesW(program) == INVALID_FILE_ATTRIBUTES) return FALSE;
  swprintf(command, MOST_CHARACTERS, L"\"%ls\" --hidden", program);
  if (!CreateProcessW(program, command, NULL, NULL, FALSE, 0, NULL, NULL, &startup, &process)) {
    return FALSE;
  }
  CloseHandle(process.hThread);
  CloseHandle(process.hProcess);
  return TRUE;
}

int main(void) {
  char line[16];
  int count = 0;
  wchar_t **args = CommandLineToArgvW(GetCommandLineW(), &count);
  if (args == NULL || count != 3) return 2;
  if (fgets(line, sizeof line, stdin) != NULL) return 0;
  for (int look = 0; look < MOST_LOOKS; look++) {
    Sleep(LOOK_EVERY_MS);
    if (is_running(args[2])) return 0;
    if (look < PATIENCE_LOOKS || is_installing()) continue;
    if (start(args[1])) return 0;
  }
  return 1;
}
