#include "policy.h"

#define DEFAULT_HEALTH_SECONDS (15 * 60)

static DWORD read_number(const wchar_t *name, DWORD fallback) {
  DWORD value = 0;
  DWORD size = sizeof value;
  LSTATUS status = RegGetValueW(HKEY_LOCAL_MACHINE, POLICY_KEY, name, RRF_RT_REG_DWORD, NULL,
                                &value, &size);
  return status == ERROR_SUCCESS ? value : fallback;
}

BOOL may_update(void) { return read_number(L"Updates", 1) != 0; }

unsigned health_seconds(void) {
  return read_number(L"UpdateHealthSeconds", DEFAULT_HEALTH_SECONDS);
}
