#include "statement.h"
#include <stdlib.h>
#include <string.h>

#define HEAD "workcompanion-release 1"
#define LINES 5
#define HEX_DIGITS (2 * SHA256_BYTES)
#define BASE64_CHARACTERS 88
/* An MSI's own limit is lower; and strtoll stays far from its end. */
#define MOST_SIZE_DIGITS 12

static const char BAD[] = "bad-statement";

/* Exactly five lines that each end with LF. FALSE otherwise. */
static BOOL split(const char *text, const char *line[LINES], size_t length[LINES]) {
  for (int i = 0; i < LINES; i++) {
    const char *end = strchr(text, '\n');
    if (end == NULL) return FALSE;
    line[i] = text;
    length[i] = (size_t)(end - text);
    text = end + 1;
  }
  return *text == 0;
}

static BOOL read_version(const char *text, size_t length, version *out) {
  wchar_t wide[VERSION_CHARACTERS] = {0};
  if (length >= VERSION_CHARACTERS) return FALSE;
  for (size_t i = 0; i < length; i++) wide[i] = (unsigned char)text[i];
  return parse_version(wide, out);
}

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static BOOL read_hex(const char *text, size_t length, BYTE out[SHA256_BYTES]) {
  if (length != HEX_DIGITS) return FALSE;
  for (int i = 0; i < SHA256_BYTES; i++) {
    int high = hex_digit(text[2 * i]);
    int low = hex_digit(text[2 * i + 1]);
    if (high < 0 || low < 0) return FALSE;
    out[i] = (BYTE)(high * 16 + low);
  }
  return TRUE;
}

static BOOL read_size(const char *text, size_t length, LONGLONG *out) {
  if (length == 0 || length > MOST_SIZE_DIGITS || strspn(text, "0123456789") != length) {
    return FALSE;
  }
  *out = strtoll(text, NULL, 10);
  return *out > 0;
}

const char *read_statement(const char *text, const BYTE key[KEY_BYTES], statement *out) {
  const char *line[LINES];
  size_t length[LINES];
  BYTE signature[SIGNATURE_BYTES];
  BYTE hash[SHA256_BYTES];
  if (!split(text, line, length)) return BAD;
  if (length[0] != strlen(HEAD) || strncmp(line[0], HEAD, length[0]) != 0) return BAD;
  if (!read_version(line[1], length[1], &out->version)) return BAD;
  if (!read_hex(line[2], length[2], out->sha256)) return BAD;
  if (!read_size(line[3], length[3], &out->size)) return BAD;
  if (length[4] != BASE64_CHARACTERS ||
      !decode_base64(line[4], BASE64_CHARACTERS, signature, SIGNATURE_BYTES)) {
    return BAD;
  }
  if (!sha256_of_bytes(text, (DWORD)(line[4] - text), hash)) return BAD;
  return is_signed(hash, signature, key) ? NULL : "bad-signature";
}
