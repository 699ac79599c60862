#include "remove.h"
#include "update-installer-service.h"
#include "msiexec.h"
#include "settings.h"

/* Files alone: there are no folders in ours, and nobody else can make any. */
static void empty_folder(const wchar_t *folder) {
  wchar_t path[PATH_CHARACTERS];
  WIN32_FIND_DATAW found;
  join_path(path, folder, L"*");
  HANDLE search = FindFirstFileW(path, &found);
  if (search == INVALID_HANDLE_VALUE) return;
  do {
    if ((found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0) continue;
    join_path(path, folder, found.cFileName);
    DeleteFileW(path);
  } while (FindNextFileW(search, &found));
  FindClose(search);
}

int remove_all(const places *where) {
  const wchar_t *folders[] = {where->inbox, where->work, where->updates};
  /* Somebody else's folder may lead anywhere: then nothing in there is ours to delete. */
  if (!secure_places(where) || is_msiexec_running(where)) return 0;
  stop_update_installer();
  drop_update_installer();
  forget_settings();
  for (int i = 0; i < 3; i++) {
    empty_folder(folders[i]);
    RemoveDirectoryW(folders[i]);
  }
  /* Only when nothing else is in there. */
  RemoveDirectoryW(where->company);
  return 0;
}
