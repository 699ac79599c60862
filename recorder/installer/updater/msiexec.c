#include "msiexec.h"

#define COMMAND_CHARACTERS (4 * PATH_CHARACTERS)

/* A handle that what is started inherits: it stays open as long as any of them lives. */
static HANDLE hold(const places *where, BOOL inherited) {
  SECURITY_ATTRIBUTES attributes = {.nLength = sizeof attributes, .bInheritHandle = inherited};
  return CreateFileW(where->running, GENERIC_WRITE, 0, &attributes, OPEN_ALWAYS,
                     FILE_ATTRIBUTE_NORMAL, NULL);
}

BOOL is_msiexec_running(const places *where) {
  HANDLE held = hold(where, FALSE);
  if (held == INVALID_HANDLE_VALUE) return GetLastError() == ERROR_SHARING_VIOLATION;
  CloseHandle(held);
  return FALSE;
}

BOOL run_msiexec(const places *where, const installation *what, HANDLE stop, DWORD *code) {
  wchar_t program[PATH_CHARACTERS];
  wchar_t log[PATH_CHARACTERS];
  wchar_t command[COMMAND_CHARACTERS];
  wchar_t system[MAX_PATH];
  STARTUPINFOW startup = {.cb = sizeof startup};
  PROCESS_INFORMATION process;
  if (GetSystemDirectoryW(system, MAX_PATH) == 0) return FALSE;
  join_path(program, system, L"msiexec.exe");
  join_path(log, where->work, what->log);
  swprintf(command, COMMAND_CHARACTERS, L"\"%ls\" /i \"%ls\" /qn /norestart /l*v \"%ls\" %ls",
           program, what->package, log, what->properties);
  HANDLE held = hold(where, TRUE);
  if (held == INVALID_HANDLE_VALUE) return FALSE;
  BOOL started =
      CreateProcessW(program, command, NULL, NULL, TRUE, 0, NULL, system, &startup, &process);
  CloseHandle(held);
  if (!started) return FALSE;
  HANDLE either[] = {process.hProcess, stop};
  BOOL ended = WaitForMultipleObjects(2, either, FALSE, INFINITE) == WAIT_OBJECT_0 &&
               GetExitCodeProcess(process.hProcess, code);
  CloseHandle(process.hThread);
  CloseHandle(process.hProcess);
  return ended;
}
