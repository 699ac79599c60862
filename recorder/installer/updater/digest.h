#ifndef DIGEST_H
#define DIGEST_H
#include "base.h"

#define SHA256_BYTES 32
/* X and Y of the point; r and s of the signature. */
#define KEY_BYTES 64
#define SIGNATURE_BYTES 64

BOOL sha256_of_bytes(const void *bytes, DWORD count, BYTE out[SHA256_BYTES]);
/* From where it stands to its end. */
BOOL sha256_of_file(HANDLE file, BYTE out[SHA256_BYTES]);
/* ECDSA over P-256. */
BOOL is_signed(const BYTE hash[SHA256_BYTES], const BYTE signature[SIGNATURE_BYTES],
               const BYTE key[KEY_BYTES]);
/* Exactly `count` bytes, or FALSE. */
BOOL decode_base64(const char *text, DWORD length, BYTE *out, DWORD count);

#endif
