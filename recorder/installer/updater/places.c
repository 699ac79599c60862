#include "places.h"
#include "secure-folder.h"
#include <shlobj.h>

#define OURS L"(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)"
/* Everybody may read. */
#define READABLE L"D:P" OURS L"(A;OICI;0x1200a9;;;BU)"
#define CLOSED L"D:P" OURS
/*
 * Everybody may add files, and change and delete them: who shares a machine hands over for the others
 * too. No folders: a junction would be one.
 */
#define INBOX L"D:P" OURS L"(A;;0x1200ab;;;BU)(A;OIIO;0x1301bf;;;BU)"

void join_path(wchar_t out[PATH_CHARACTERS], const wchar_t *folder, const wchar_t *name) {
  swprintf(out, PATH_CHARACTERS, L"%ls\\%ls", folder, name);
}

BOOL find_places(places *out) {
  wchar_t data[MAX_PATH];
  if (SHGetFolderPathW(NULL, CSIDL_COMMON_APPDATA, NULL, SHGFP_TYPE_CURRENT, data) != S_OK) {
    return FALSE;
  }
  join_path(out->company, data, L"WorkCompanion");
  join_path(out->updates, out->company, L"Updates");
  join_path(out->inbox, out->updates, L"inbox");
  join_path(out->work, out->updates, L"work");
  join_path(out->result, out->updates, L"result.txt");
  join_path(out->state, out->work, L"state.txt");
  join_path(out->update_installer, out->work, L"update-installer.exe");
  join_path(out->running, out->work, L"running.lock");
  join_path(out->package, out->work, L"package.msi");
  join_path(out->kept, out->work, L"kept.msi");
  join_path(out->statement, out->work, L"package.release");
  return TRUE;
}

BOOL secure_places(const places *where) {
  return secure_folder(where->company, READABLE) && secure_folder(where->updates, READABLE) &&
         secure_folder(where->work, CLOSED) && secure_folder(where->inbox, INBOX);
}
