#include "service.h"

#define AGAIN_MS (30 * 1000)
#define FORGET_SECONDS (24 * 60 * 60)

static const wchar_t *service_name;
static service_body service_work;
static const places *service_places;
static SERVICE_STATUS_HANDLE status_handle;
static HANDLE stopping;

static void report(DWORD is, DWORD code) {
  SERVICE_STATUS status = {
      .dwServiceType = SERVICE_WIN32_OWN_PROCESS,
      .dwCurrentState = is,
      .dwControlsAccepted =
          is == SERVICE_RUNNING ? SERVICE_ACCEPT_STOP | SERVICE_ACCEPT_SHUTDOWN : 0,
      .dwWin32ExitCode = code,
      .dwWaitHint = is == SERVICE_STOP_PENDING ? 10000 : 0,
  };
  SetServiceStatus(status_handle, &status);
}

static DWORD WINAPI control(DWORD code, DWORD type, void *data, void *context) {
  (void)type, (void)data, (void)context;
  if (code == SERVICE_CONTROL_INTERROGATE) return NO_ERROR;
  if (code != SERVICE_CONTROL_STOP && code != SERVICE_CONTROL_SHUTDOWN) {
    return ERROR_CALL_NOT_IMPLEMENTED;
  }
  report(SERVICE_STOP_PENDING, NO_ERROR);
  SetEvent(stopping);
  return NO_ERROR;
}

static void WINAPI service_main(DWORD count, wchar_t **args) {
  (void)count, (void)args;
  status_handle = RegisterServiceCtrlHandlerExW(service_name, control, NULL);
  if (status_handle == NULL) return;
  report(SERVICE_RUNNING, NO_ERROR);
  BOOL worked = service_work(service_places, stopping);
  report(SERVICE_STOPPED, worked ? NO_ERROR : ERROR_ACCESS_DENIED);
}

int run_service(const wchar_t *name, service_body body, const places *where) {
  SERVICE_TABLE_ENTRYW table[] = {{(wchar_t *)name, service_main}, {NULL, NULL}};
  service_name = name;
  service_work = body;
  service_places = where;
  stopping = CreateEventW(NULL, TRUE, FALSE, NULL);
  return stopping != NULL && StartServiceCtrlDispatcherW(table) ? 0 : 1;
}

void restart_on_failure(SC_HANDLE service) {
  SC_ACTION again = {SC_ACTION_RESTART, AGAIN_MS};
  SC_ACTION actions[] = {again, again, again};
  SERVICE_FAILURE_ACTIONSW failure = {
      .dwResetPeriod = FORGET_SECONDS, .cActions = 3, .lpsaActions = actions};
  ChangeServiceConfig2W(service, SERVICE_CONFIG_FAILURE_ACTIONS, &failure);
}

void restart_after_death(const wchar_t *name) {
  SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CONNECT);
  if (manager == NULL) return;
  SC_HANDLE service = OpenServiceW(manager, name, SERVICE_CHANGE_CONFIG | SERVICE_START);
  CloseServiceHandle(manager);
  if (service == NULL) return;
  restart_on_failure(service);
  CloseServiceHandle(service);
}
