#include "session.h"
#include <userenv.h>
#include <wtsapi32.h>

#define KEY L"Software\\WorkCompanion\\Recorder"
#define PROGRAM PRODUCT_NAME L".exe"

#define MOST_SESSIONS 256

static BOOL has_user(DWORD session) {
  wchar_t *name = NULL;
  DWORD size = 0;
  if (!WTSQuerySessionInformationW(WTS_CURRENT_SERVER_HANDLE, session, WTSUserName, &name, &size)) {
    return FALSE;
  }
  BOOL named = name[0] != 0;
  WTSFreeMemory(name);
  return named;
}

static int active_sessions(DWORD out[MOST_SESSIONS]) {
  WTS_SESSION_INFOW *sessions = NULL;
  DWORD count = 0;
  int found = 0;
  if (!WTSEnumerateSessionsW(WTS_CURRENT_SERVER_HANDLE, 0, 1, &sessions, &count)) return 0;
  for (DWORD i = 0; i < count && found < MOST_SESSIONS; i++) {
    if (sessions[i].State == WTSActive && has_user(sessions[i].SessionId)) {
      out[found++] = sessions[i].SessionId;
    }
  }
  WTSFreeMemory(sessions);
  return found;
}

static BOOL has_recorder(DWORD session) {
  WTS_PROCESS_INFOW *processes = NULL;
  DWORD count = 0;
  BOOL found = FALSE;
  if (!WTSEnumerateProcessesW(WTS_CURRENT_SERVER_HANDLE, 0, 1, &processes, &count)) return TRUE;
  for (DWORD i = 0; i < count && !found; i++) {
    found = processes[i].SessionId == session && processes[i].pProcessName != NULL &&
            _wcsicmp(processes[i].pProcessName, PROGRAM) == 0;
  }
  WTSFreeMemory(processes);
  return found;
}

static void start_in(DWORD session, const wchar_t *program) {
  wchar_t command[PATH_CHARACTERS];
  wchar_t desktop[] = L"winsta0\\default";
  STARTUPINFOW startup = {.cb = sizeof startup, .lpDesktop = desktop};
  PROCESS_INFORMATION process;
  HANDLE token = NULL;
  void *environment = NULL;
  if (!WTSQueryUserToken(session, &token)) return;
  swprintf(command, PATH_CHARACTERS, L"\"%ls\" --hidden", program);
  if (CreateEnvironmentBlock(&environment, token, TRUE)) {
    if (CreateProcessAsUserW(token, program, command, NULL, NULL, FALSE,
                             CREATE_UNICODE_ENVIRONMENT, environment, NULL, &startup, &process)) {
      CloseHandle(process.hThread);
      CloseHandle(process.hProcess);
    }
    DestroyEnvironmentBlock(environment);
  }
  CloseHandle(token);
}

BOOL is_anyone_signed_in(void) {
  DWORD sessions[MOST_SESSIONS];
  return active_sessions(sessions) > 0;
}

void start_recorders(void) {
  DWORD sessions[MOST_SESSIONS];
  wchar_t program[PATH_CHARACTERS];
  DWORD size = (PATH_CHARACTERS - 64) * sizeof(wchar_t);
  if (RegGetValueW(HKEY_LOCAL_MACHINE, KEY, L"InstallDir", RRF_RT_REG_SZ, NULL, program, &size) !=
      ERROR_SUCCESS) {
    return;
  }
  wcscat(program, PROGRAM);
  int count = active_sessions(sessions);
  for (int i = 0; i < count; i++) {
    if (!has_recorder(sessions[i])) start_in(sessions[i], program);
  }
}
