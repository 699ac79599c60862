#include "carrier-service.h"
#include "service.h"

#define STOP_LOOKS 60
#define LOOK_MS 500

static SC_HANDLE open_carrier(DWORD rights) {
  SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CONNECT);
  if (manager == NULL) return NULL;
  SC_HANDLE service = OpenServiceW(manager, CARRIER_NAME, rights);
  CloseServiceHandle(manager);
  return service;
}

/* From a copy: an upgrade replaces the program that asks for this. */
static SC_HANDLE register_carrier(const places *where) {
  wchar_t own[PATH_CHARACTERS];
  wchar_t command[PATH_CHARACTERS];
  if (GetModuleFileNameW(NULL, own, PATH_CHARACTERS) == 0) return NULL;
  if (!CopyFileW(own, where->carrier, FALSE)) return NULL;
  swprintf(command, PATH_CHARACTERS, L"\"%ls\" carry", where->carrier);
  SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CREATE_SERVICE);
  if (manager == NULL) return NULL;
  SC_HANDLE service = CreateServiceW(
      manager, CARRIER_NAME, L"WorkCompanion Updater (update under way)", SERVICE_ALL_ACCESS,
      SERVICE_WIN32_OWN_PROCESS, SERVICE_AUTO_START, SERVICE_ERROR_NORMAL, command, NULL, NULL,
      NULL, NULL, NULL);
  CloseServiceHandle(manager);
  if (service != NULL) restart_on_failure(service);
  return service;
}

BOOL start_carrier(const places *where) {
  SC_HANDLE service = open_carrier(SERVICE_START);
  if (service == NULL) service = register_carrier(where);
  if (service == NULL) return FALSE;
  BOOL runs = StartServiceW(service, 0, NULL) || GetLastError() == ERROR_SERVICE_ALREADY_RUNNING;
  CloseServiceHandle(service);
  return runs;
}

void drop_carrier(void) {
  SC_HANDLE service = open_carrier(DELETE);
  if (service == NULL) return;
  DeleteService(service);
  CloseServiceHandle(service);
}

BOOL has_carrier(void) {
  SC_HANDLE service = open_carrier(SERVICE_QUERY_STATUS);
  if (service == NULL) return FALSE;
  CloseServiceHandle(service);
  return TRUE;
}

void stop_carrier(void) {
  SERVICE_STATUS status;
  SC_HANDLE service = open_carrier(SERVICE_STOP | SERVICE_QUERY_STATUS);
  if (service == NULL) return;
  ControlService(service, SERVICE_CONTROL_STOP, &status);
  for (int look = 0; look < STOP_LOOKS; look++) {
    if (!QueryServiceStatus(service, &status) || status.dwCurrentState == SERVICE_STOPPED) break;
    Sleep(LOOK_MS);
  }
  CloseServiceHandle(service);
}
