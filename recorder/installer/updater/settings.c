#include "settings.h"

#define KEY L"Software\\WorkCompanion\\Recorder"
#define KEPT L"Software\\WorkCompanion\\Recorder before its update"
#define ENROLMENT L"\\Enrolment"
#define VALUE_CHARACTERS 2048

static void copy(const wchar_t *from, const wchar_t *to, const wchar_t *name) {
  wchar_t value[VALUE_CHARACTERS];
  DWORD size = sizeof value;
  if (RegGetValueW(HKEY_LOCAL_MACHINE, from, name, RRF_RT_REG_SZ, NULL, value, &size) ==
      ERROR_SUCCESS) {
    RegSetKeyValueW(HKEY_LOCAL_MACHINE, to, name, REG_SZ, value, size);
  }
}

void keep_settings(void) {
  copy(KEY, KEPT, L"ServerUrl");
  copy(KEY, KEPT, L"KeepEnrollToken");
  copy(KEY ENROLMENT, KEPT, L"EnrollToken");
}

void restore_settings(void) {
  if (RegGetValueW(HKEY_LOCAL_MACHINE, KEY, L"ServerUrl", RRF_RT_REG_SZ, NULL, NULL, NULL) !=
      ERROR_SUCCESS) {
    copy(KEPT, KEY, L"ServerUrl");
    copy(KEPT, KEY, L"KeepEnrollToken");
    copy(KEPT, KEY ENROLMENT, L"EnrollToken");
  }
}

void forget_settings(void) { RegDeleteKeyW(HKEY_LOCAL_MACHINE, KEPT); }
