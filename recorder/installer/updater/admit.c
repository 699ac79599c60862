#include "admit.h"
#include "files.h"
#include "policy.h"
#include "product.h"
#include "statement.h"
#include <string.h>

static const verdict GOOD = {ADMITTED, "0"};

static verdict refuse(const char *code) { return (verdict){REFUSED, code}; }

static verdict fail(const char *code) {
  return (verdict){FAILED, GetLastError() == ERROR_DISK_FULL ? "disk-full" : code};
}

static verdict read_release(const places *where, const candidate *what, const BYTE key[KEY_BYTES],
                            statement *out) {
  char text[STATEMENT_BYTES];
  LARGE_INTEGER size;
  DWORD length = 0;
  HANDLE file = open_plain(what->release);
  if (file == INVALID_HANDLE_VALUE) {
    return GetLastError() == ERROR_SHARING_VIOLATION ? (verdict){LATER, ""}
                                                     : refuse("bad-statement");
  }
  BOOL small = GetFileSizeEx(file, &size) && size.QuadPart < STATEMENT_BYTES;
  BOOL copied = small && copy_from(file, where->statement, size.QuadPart);
  CloseHandle(file);
  if (!small) return refuse("bad-statement");
  if (!copied) return fail("not-copied");
  file = open_plain(where->statement);
  if (file == INVALID_HANDLE_VALUE) return fail("not-copied");
  BOOL whole = read_small(file, text, sizeof text, &length);
  CloseHandle(file);
  if (!whole || strlen(text) != length) return refuse("bad-statement");
  const char *code = read_statement(text, key, out);
  if (code != NULL) return refuse(code);
  return compare_versions(&out->version, &what->named) == 0 ? GOOD : refuse("bad-statement");
}

static verdict copy_package(const places *where, const candidate *what, const statement *said) {
  LARGE_INTEGER size;
  HANDLE file = open_plain(what->package);
  if (file == INVALID_HANDLE_VALUE) {
    return GetLastError() == ERROR_SHARING_VIOLATION ? (verdict){LATER, ""} : refuse("no-package");
  }
  BOOL right = GetFileSizeEx(file, &size) && size.QuadPart == said->size;
  BOOL copied = right && copy_from(file, where->package, said->size);
  verdict answer = !right ? refuse("wrong-size") : copied ? GOOD : fail("not-copied");
  CloseHandle(file);
  return answer;
}

static verdict check_package(const places *where, const statement *said) {
  BYTE hash[SHA256_BYTES];
  version inside;
  HANDLE file = open_plain(where->package);
  if (file == INVALID_HANDLE_VALUE) return fail("not-copied");
  BOOL hashed = sha256_of_file(file, hash);
  CloseHandle(file);
  if (!hashed) return fail("not-read");
  if (memcmp(hash, said->sha256, SHA256_BYTES) != 0) return refuse("wrong-hash");
  if (!is_our_package(where->package, &inside) ||
      compare_versions(&inside, &said->version) != 0) {
    return refuse("other-product");
  }
  return GOOD;
}

/* The package of the last update, or what Windows Installer keeps. */
static BOOL keep_installed(const places *where, const version *installed) {
  wchar_t source[PATH_CHARACTERS];
  LARGE_INTEGER size;
  version inside;
  if (is_our_package(where->kept, &inside) && compare_versions(&inside, installed) == 0) return TRUE;
  if (!installed_package(source)) return FALSE;
  HANDLE file = open_plain(source);
  if (file == INVALID_HANDLE_VALUE) return FALSE;
  BOOL copied = GetFileSizeEx(file, &size) && copy_from(file, where->kept, size.QuadPart);
  CloseHandle(file);
  return copied && is_our_package(where->kept, &inside) &&
         compare_versions(&inside, installed) == 0;
}

verdict admit(const places *where, const candidate *what, const BYTE key[KEY_BYTES],
              version *installed) {
  statement said;
  if (!may_update()) return refuse("turned-off");
  verdict answer = read_release(where, what, key, &said);
  if (answer.kind != ADMITTED) return answer;
  if (!installed_version(installed)) return fail("not-installed");
  if (compare_versions(&said.version, installed) <= 0) return refuse("not-newer");
  answer = copy_package(where, what, &said);
  if (answer.kind != ADMITTED) return answer;
  answer = check_package(where, &said);
  if (answer.kind != ADMITTED) return answer;
  return keep_installed(where, installed) ? GOOD : fail("nothing-kept");
}
