#include "update-installer.h"
#include "files.h"
#include "health.h"
#include "log.h"
#include "msiexec.h"
#include "outcome.h"
#include "policy.h"
#include "product.h"
#include "session.h"
#include "settings.h"
#include "state.h"
#include <stdio.h>
#include <string.h>

#define LOOK_SECONDS 2
#define SAVE_EVERY_SECONDS 30
/* The restarter is quicker where it may run. */
#define START_AFTER_SECONDS 20
#define START_EVERY_SECONDS 60
#define AGAIN_MS 15000
/* Between tries to reinstall the old version while none is installed: no recorder could ask for it. */
#define STRANDED_MS (30 * 60 * 1000)
#define MOST_TRIES 3

/* An older version, whose files may have a higher version each. */
#define RETURN_PROPERTIES L"ROLLBACK=1 REINSTALLMODE=amus"

typedef enum { ON, STOPPED } result;

static result enter(const places *where, state *now, phase next) {
  now->phase = next;
  now->tries = 0;
  now->waited = 0;
  log_line(where, "phase %d: %u.%u.%u -> %u.%u.%u, %s %s", (int)next, now->from.part[0],
           now->from.part[1], now->from.part[2], now->to.part[0], now->to.part[1],
           now->to.part[2], now->outcome, now->code);
  return write_state(where, now) ? ON : STOPPED;
}

static void conclude(state *now, const char *outcome, const char *code) {
  snprintf(now->outcome, sizeof now->outcome, "%s", outcome);
  snprintf(now->code, sizeof now->code, "%s", code);
}

static BOOL is_installed(const version *wanted) {
  version found;
  return installed_version(&found) && compare_versions(&found, wanted) == 0;
}

static result pause_for(HANDLE stop, DWORD ms) {
  return WaitForSingleObject(stop, ms) == WAIT_TIMEOUT ? ON : STOPPED;
}

/* Somebody else installs something: that ends, and was no try. */
static result wait_for_others(const places *where, state *now, HANDLE stop) {
  now->tries--;
  return write_state(where, now) ? pause_for(stop, AGAIN_MS) : STOPPED;
}

static result give_up(const places *where, state *now) {
  return enter(where, now, is_installed(&now->from) ? DONE : RETURNING);
}

static result install(const places *where, state *now, HANDLE stop) {
  installation what = {where->package, L"", L"install.log"};
  char code[CODE_CHARACTERS];
  DWORD ended = 0;
  /* An update installer before this one was killed. */
  if (is_msiexec_running(where)) return pause_for(stop, LOOK_SECONDS * 1000);
  if (is_installed(&now->to)) return enter(where, now, WAITING);
  if (now->tries++ == MOST_TRIES) return give_up(where, now);
  conclude(now, "failed", "interrupted");
  if (!write_state(where, now)) return STOPPED;
  forget_sign_of_health(where, &now->to);
  keep_settings();
  if (!run_msiexec(where, &what, stop, &ended)) return STOPPED;
  log_line(where, "msiexec ended with %lu", ended);
  if (is_installed(&now->to)) return enter(where, now, WAITING);
  snprintf(code, sizeof code, "%lu", ended);
  conclude(now, "failed", code);
  if (ended == ERROR_INSTALL_ALREADY_RUNNING) return wait_for_others(where, now, stop);
  return give_up(where, now);
}

static result wait_for_health(const places *where, state *now, HANDLE stop) {
  if (has_sign_of_health(where, &now->to)) {
    conclude(now, "installed", "0");
    return enter(where, now, DONE);
  }
  if (!is_installed(&now->to)) {
    conclude(now, "failed", "replaced");
    return enter(where, now, DONE);
  }
  if (now->waited >= health_seconds()) {
    conclude(now, "rolled-back", "no-health");
    return enter(where, now, RETURNING);
  }
  if (pause_for(stop, LOOK_SECONDS * 1000) == STOPPED) return STOPPED;
  if (!is_anyone_signed_in()) return ON;
  now->waited += LOOK_SECONDS;
  if (now->waited % SAVE_EVERY_SECONDS < LOOK_SECONDS) write_state(where, now);
  if (now->waited % START_EVERY_SECONDS == START_AFTER_SECONDS) start_recorders();
  return ON;
}

static result go_back(const places *where, state *now, HANDLE stop) {
  installation what = {where->kept, RETURN_PROPERTIES, L"rollback.log"};
  version found;
  DWORD ended = 0;
  if (is_msiexec_running(where)) return pause_for(stop, LOOK_SECONDS * 1000);
  if (is_installed(&now->from)) return enter(where, now, DONE);
  BOOL stranded = !installed_version(&found);
  if (now->tries >= MOST_TRIES && !stranded) {
    conclude(now, "failed", "rollback-failed");
    return enter(where, now, DONE);
  }
  if (now->tries > 0) {
    if (pause_for(stop, now->tries < MOST_TRIES ? AGAIN_MS : STRANDED_MS) == STOPPED) return STOPPED;
  }
  now->tries++;
  if (!write_state(where, now)) return STOPPED;
  restore_settings();
  if (!run_msiexec(where, &what, stop, &ended)) return STOPPED;
  log_line(where, "msiexec ended with %lu on the way back", ended);
  return ended == ERROR_INSTALL_ALREADY_RUNNING ? wait_for_others(where, now, stop) : ON;
}

/* The package becomes the one to return to at the next update. */
static void tidy(const places *where, const state *now) {
  if (strcmp(now->outcome, "installed") == 0) {
    MoveFileExW(where->package, where->kept, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH);
  }
  DeleteFileW(where->package);
  DeleteFileW(where->statement);
  forget_sign_of_health(where, &now->to);
  forget_settings();
  DeleteFileW(where->state);
}

void carry_out_update(const places *where, HANDLE stop) {
  state now;
  result went = ON;
  if (!read_state(where, &now)) {
    log_line(where, "there is no update to install");
    DeleteFileW(where->state);
    return;
  }
  while (went == ON && now.phase != DONE) {
    if (now.phase == INSTALLING) went = install(where, &now, stop);
    else if (now.phase == WAITING) went = wait_for_health(where, &now, stop);
    else went = go_back(where, &now, stop);
  }
  if (went == STOPPED || !write_outcome(where, &now.to, now.outcome, now.code)) return;
  log_line(where, "%s %s", now.outcome, now.code);
  tidy(where, &now);
  if (pause_for(stop, START_AFTER_SECONDS * 1000) == ON) start_recorders();
}
