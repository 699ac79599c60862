#include "update-installer-service.h"
#include "service.h"

#define STOP_LOOKS 60
#define LOOK_MS 500

static SC_HANDLE open_update_installer(DWORD rights) {
  SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CONNECT);
  if (manager == NULL) return NULL;
  SC_HANDLE service = OpenServiceW(manager, UPDATE_INSTALLER_NAME, rights);
  CloseServiceHandle(manager);
  return service;
}

/* From a copy: an upgrade replaces the program that asks for this. */
static SC_HANDLE register_update_installer(const places *where) {
  wchar_t own[PATH_CHARACTERS];
  wchar_t command[PATH_CHARACTERS];
  if (GetModuleFileNameW(NULL, own, PATH_CHARACTERS) == 0) return NULL;
  if (!CopyFileW(own, where->update_installer, FALSE)) return NULL;
  swprintf(command, PATH_CHARACTERS, L"\"%ls\" install", where->update_installer);
  SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CREATE_SERVICE);
  if (manager == NULL) return NULL;
  SC_HANDLE service = CreateServiceW(
      manager, UPDATE_INSTALLER_NAME, L"WorkCompanion Updater (update under way)", SERVICE_ALL_ACCESS,
      SERVICE_WIN32_OWN_PROCESS, SERVICE_AUTO_START, SERVICE_ERROR_NORMAL, command, NULL, NULL,
      NULL, NULL, NULL);
  CloseServiceHandle(manager);
  if (service != NULL) restart_on_failure(service);
  return service;
}

BOOL start_update_installer(const places *where) {
  SC_HANDLE service = open_update_installer(SERVICE_START);
  if (service == NULL) service = register_update_installer(where);
  if (service == NULL) return FALSE;
  BOOL runs = StartServiceW(service, 0, NULL) || GetLastError() == ERROR_SERVICE_ALREADY_RUNNING;
  CloseServiceHandle(service);
  return runs;
}

void drop_update_installer(void) {
  SC_HANDLE service = open_update_installer(DELETE);
  if (service == NULL) return;
  DeleteService(service);
  CloseServiceHandle(service);
}

BOOL has_update_installer(void) {
  SC_HANDLE service = open_update_installer(SERVICE_QUERY_STATUS);
  if (service == NULL) return FALSE;
  CloseServiceHandle(service);
  return TRUE;
}

void stop_update_installer(void) {
  SERVICE_STATUS status;
  SC_HANDLE service = open_update_installer(SERVICE_STOP | SERVICE_QUERY_STATUS);
  if (service == NULL) return;
  ControlService(service, SERVICE_CONTROL_STOP, &status);
  for (int look = 0; look < STOP_LOOKS; look++) {
    if (!QueryServiceStatus(service, &status) || status.dwCurrentState == SERVICE_STOPPED) break;
    Sleep(LOOK_MS);
  }
  CloseServiceHandle(service);
}
