#include "health.h"
#include "files.h"

static void sign_of(const places *where, const version *of, wchar_t out[PATH_CHARACTERS]) {
  wchar_t text[VERSION_CHARACTERS];
  print_version(of, text);
  swprintf(out, PATH_CHARACTERS, L"%ls\\healthy-%ls", where->inbox, text);
}

BOOL has_sign_of_health(const places *where, const version *of) {
  wchar_t path[PATH_CHARACTERS];
  sign_of(where, of, path);
  return is_there(path);
}

void forget_sign_of_health(const places *where, const version *of) {
  wchar_t path[PATH_CHARACTERS];
  sign_of(where, of, path);
  DeleteFileW(path);
}
