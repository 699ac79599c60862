#include "version.h"

#define MOST_DIGITS 5

/* The end of the third number; NULL when there are no three. */
static const wchar_t *read_parts(const wchar_t *at, version *out) {
  for (int i = 0; i < 3; i++) {
    int digits = 0;
    if (i > 0 && *at++ != L'.') return NULL;
    out->part[i] = 0;
    /* Written in one way only. */
    if (at[0] == L'0' && at[1] >= L'0' && at[1] <= L'9') return NULL;
    while (*at >= L'0' && *at <= L'9' && digits++ < MOST_DIGITS) {
      out->part[i] = out->part[i] * 10 + (unsigned)(*at++ - L'0');
    }
    if (digits == 0 || digits > MOST_DIGITS) return NULL;
  }
  return at;
}

BOOL parse_version(const wchar_t *text, version *out) {
  const wchar_t *end = read_parts(text, out);
  return end != NULL && *end == 0;
}

BOOL parse_long_version(const wchar_t *text, version *out) {
  const wchar_t *end = read_parts(text, out);
  return end != NULL && (*end == 0 || *end == L'.');
}

int compare_versions(const version *a, const version *b) {
  for (int i = 0; i < 3; i++) {
    if (a->part[i] != b->part[i]) return a->part[i] < b->part[i] ? -1 : 1;
  }
  return 0;
}

void print_version(const version *v, wchar_t out[VERSION_CHARACTERS]) {
  swprintf(out, VERSION_CHARACTERS, L"%u.%u.%u", v->part[0], v->part[1], v->part[2]);
}
