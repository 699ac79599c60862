/*
 * Installs newer versions of the recorder, without anybody having to be an administrator: what the
 * recorder puts into the inbox, if the release key vouches for it. docs/decisions/023-updates.md.
 *
 *   updater serve     the service WorkCompanionUpdater
 *   updater install   the service that installs one update: update-installer.h
 *   updater remove    run by the installer at the program's removal
 */
#include "update-installer-service.h"
#include "update-installer.h"
#include "files.h"
#include "inbox.h"
#include "log.h"
#include "release-key.h"
#include "remove.h"
#include "service.h"

#define LOOK_EVERY_MS 5000

static void look(const places *where, const BYTE key[KEY_BYTES]) {
  if (is_there(where->state) || take_release(where, key)) {
    if (!start_update_installer(where)) log_line(where, "the update installer does not start: %lu", GetLastError());
  } else if (!has_update_installer()) {
    DeleteFileW(where->update_installer);
  }
}

static BOOL serve(const places *where, HANDLE stop) {
  BYTE key[KEY_BYTES];
  if (!secure_places(where)) return FALSE;
  if (!read_release_key(key)) {
    log_line(where, "there is no release key: nothing can be updated");
    return FALSE;
  }
  restart_after_death(SERVICE_NAME);
  HANDLE change =
      FindFirstChangeNotificationW(where->inbox, FALSE, FILE_NOTIFY_CHANGE_FILE_NAME);
  HANDLE either[] = {stop, change};
  DWORD count = change == INVALID_HANDLE_VALUE ? 1 : 2;
  do {
    look(where, key);
    if (count == 2) FindNextChangeNotification(change);
  } while (WaitForMultipleObjects(count, either, FALSE, LOOK_EVERY_MS) != WAIT_OBJECT_0);
  if (count == 2) FindCloseChangeNotification(change);
  return TRUE;
}

static BOOL install_and_go(const places *where, HANDLE stop) {
  if (!secure_places(where)) return FALSE;
  carry_out_update(where, stop);
  if (!is_there(where->state)) drop_update_installer();
  return TRUE;
}

int wmain(int count, wchar_t **args) {
  places where;
  if (count != 2 || !find_places(&where)) return 2;
  if (wcscmp(args[1], L"serve") == 0) return run_service(SERVICE_NAME, serve, &where);
  if (wcscmp(args[1], L"install") == 0) return run_service(UPDATE_INSTALLER_NAME, install_and_go, &where);
  if (wcscmp(args[1], L"remove") == 0) return remove_all(&where);
  return 2;
}
