#include "secure-folder.h"
#include <aclapi.h>
#include <sddl.h>

static BOOL is_own_sid(PSID owner) {
  BYTE buffer[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE];
  DWORD size = sizeof buffer;
  HANDLE token = NULL;
  if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token)) return FALSE;
  BOOL own = GetTokenInformation(token, TokenUser, buffer, size, &size) &&
             EqualSid(owner, ((TOKEN_USER *)(void *)buffer)->User.Sid);
  CloseHandle(token);
  return own;
}

static BOOL is_trusted(HANDLE folder) {
  BY_HANDLE_FILE_INFORMATION facts;
  PSECURITY_DESCRIPTOR security = NULL;
  PSID owner = NULL;
  if (!GetFileInformationByHandle(folder, &facts)) return FALSE;
  if ((facts.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) == 0) return FALSE;
  if ((facts.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) return FALSE;
  if (GetSecurityInfo(folder, SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, &owner, NULL, NULL,
                      NULL, &security) != ERROR_SUCCESS) {
    return FALSE;
  }
  BOOL trusted = IsWellKnownSid(owner, WinLocalSystemSid) ||
                 IsWellKnownSid(owner, WinBuiltinAdministratorsSid) || is_own_sid(owner);
  LocalFree(security);
  return trusted;
}

/*
 * By the handle that was looked at: a path may mean something else a moment later. And of this folder
 * alone, which SetSecurityInfo does not: a file in there may be another name of one elsewhere.
 */
static BOOL take_over(const wchar_t *path, PSECURITY_DESCRIPTOR security) {
  HANDLE folder =
      CreateFileW(path, READ_CONTROL | WRITE_DAC | FILE_READ_ATTRIBUTES,
                  FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING,
                  FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, NULL);
  if (folder == INVALID_HANDLE_VALUE) return FALSE;
  BOOL good = is_trusted(folder) &&
              SetKernelObjectSecurity(folder, DACL_SECURITY_INFORMATION, security);
  CloseHandle(folder);
  return good;
}

static BOOL move_aside(const wchar_t *path) {
  wchar_t aside[PATH_CHARACTERS];
  swprintf(aside, PATH_CHARACTERS, L"%ls.untrusted-%llu", path, GetTickCount64());
  return MoveFileExW(path, aside, 0);
}

BOOL secure_folder(const wchar_t *path, const wchar_t *sddl) {
  SECURITY_ATTRIBUTES attributes = {.nLength = sizeof attributes};
  if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(
          sddl, SDDL_REVISION_1, &attributes.lpSecurityDescriptor, NULL)) {
    return FALSE;
  }
  BOOL good = CreateDirectoryW(path, &attributes);
  if (!good && GetLastError() == ERROR_ALREADY_EXISTS) {
    good = take_over(path, attributes.lpSecurityDescriptor) ||
           (move_aside(path) && CreateDirectoryW(path, &attributes));
  }
  LocalFree(attributes.lpSecurityDescriptor);
  return good;
}
