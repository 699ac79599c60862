#include "health.h"
#include "files.h"
#include <wtsapi32.h>

static void sign_of(const places *where, const version *of, wchar_t out[PATH_CHARACTERS]) {
  wchar_t text[VERSION_CHARACTERS];
  print_version(of, text);
  swprintf(out, PATH_CHARACTERS, L"%ls\\healthy-%ls", where->inbox, text);
}

BOOL has_sign_of_health(const places *where, const version *of) {
  wchar_t path[PATH_CHARACTERS];
  sign_of(where, of, path);
  return is_there(path);
}

void forget_sign_of_health(const places *where, const version *of) {
  wchar_t path[PATH_CHARACTERS];
  sign_of(where, of, path);
  DeleteFileW(path);
}

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

BOOL is_anyone_signed_in(void) {
  WTS_SESSION_INFOW *sessions = NULL;
  DWORD count = 0;
  BOOL anyone = FALSE;
  if (!WTSEnumerateSessionsW(WTS_CURRENT_SERVER_HANDLE, 0, 1, &sessions, &count)) return FALSE;
  for (DWORD i = 0; i < count && !anyone; i++) {
    anyone = sessions[i].State == WTSActive && has_user(sessions[i].SessionId);
  }
  WTSFreeMemory(sessions);
  return anyone;
}
