#define _WIN32_WINNT 0x0A00
#include "session.h"
#include <wtsapi32.h>

/* https://learn.microsoft.com/windows/win32/api/wtsapi32/ns-wtsapi32-wtsinfoex_level1_w */
static BOOL is_locked(void) {
  WTSINFOEXW *info = NULL;
  DWORD size = 0;
  if (!WTSQuerySessionInformationW(WTS_CURRENT_SERVER_HANDLE, WTS_CURRENT_SESSION, WTSSessionInfoEx,
                                   (wchar_t **)&info, &size)) {
    return FALSE;
  }
  BOOL locked = size >= sizeof *info && info->Level == 1 &&
                info->Data.WTSInfoExLevel1.SessionFlags == WTS_SESSIONSTATE_LOCK;
  WTSFreeMemory(info);
  return locked;
}

static BOOL is_disconnected(void) {
  WTS_CONNECTSTATE_CLASS *state = NULL;
  DWORD size = 0;
  if (!WTSQuerySessionInformationW(WTS_CURRENT_SERVER_HANDLE, WTS_CURRENT_SESSION, WTSConnectState,
                                   (wchar_t **)&state, &size)) {
    return FALSE;
  }
  BOOL disconnected = size >= sizeof *state && *state == WTSDisconnected;
  WTSFreeMemory(state);
  return disconnected;
}

BOOL is_away(void) { return is_disconnected() || is_locked(); }
