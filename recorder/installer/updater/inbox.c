#include "inbox.h"
#include "admit.h"
#include "files.h"
#include "log.h"
#include "outcome.h"
#include "state.h"

#define ENDING L".release"
/* At a time: whoever fills the inbox must not keep the service from its end. */
#define MOST_REFUSED 16

/* The names that the recorder gives: VERSION.release, beside VERSION.msi. */
static BOOL parse_name(const wchar_t *name, version *out) {
  wchar_t text[VERSION_CHARACTERS];
  const wchar_t *end = wcsstr(name, ENDING);
  if (end == NULL || end[wcslen(ENDING)] != 0 || end - name >= VERSION_CHARACTERS) return FALSE;
  wcsncpy(text, name, (size_t)(end - name));
  text[end - name] = 0;
  return parse_version(text, out);
}

static void file_of(const places *where, const version *of, const wchar_t *ending,
                    wchar_t out[PATH_CHARACTERS]) {
  wchar_t text[VERSION_CHARACTERS];
  print_version(of, text);
  swprintf(out, PATH_CHARACTERS, L"%ls\\%ls%ls", where->inbox, text, ending);
}

typedef enum { TAKEN, REJECTED, LEFT } end;

/* LEFT: it is in somebody's hands, and stays for the next look. */
static end take(const places *where, const version *of, const BYTE key[KEY_BYTES]) {
  wchar_t release[PATH_CHARACTERS];
  wchar_t package[PATH_CHARACTERS];
  state now = {.phase = INSTALLING, .to = *of, .outcome = "failed", .code = "interrupted"};
  file_of(where, of, ENDING, release);
  file_of(where, of, L".msi", package);
  verdict answer = admit(where, &(candidate){release, package, *of}, key, &now.from);
  if (answer.kind == LATER) return LEFT;
  BOOL taken = answer.kind == ADMITTED && write_state(where, &now);
  if (!taken) {
    log_line(where, "%u.%u.%u: %s", of->part[0], of->part[1], of->part[2], answer.code);
    write_outcome(where, of, answer.kind == REFUSED ? "refused" : "failed", answer.code);
    DeleteFileW(where->package);
    DeleteFileW(where->statement);
  }
  DeleteFileW(release);
  DeleteFileW(package);
  return taken ? TAKEN : REJECTED;
}

BOOL take_release(const places *where, const BYTE key[KEY_BYTES]) {
  wchar_t pattern[PATH_CHARACTERS];
  WIN32_FIND_DATAW found;
  version of;
  BOOL taken = FALSE;
  int rejected = 0;
  join_path(pattern, where->inbox, L"*" ENDING);
  HANDLE search = FindFirstFileW(pattern, &found);
  if (search == INVALID_HANDLE_VALUE) return FALSE;
  do {
    if (!parse_name(found.cFileName, &of)) continue;
    end came_to = take(where, &of, key);
    taken = came_to == TAKEN;
    if (came_to == REJECTED) rejected++;
  } while (!taken && rejected < MOST_REFUSED && FindNextFileW(search, &found));
  FindClose(search);
  return taken;
}
