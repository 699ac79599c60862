#include "digest.h"
#include <bcrypt.h>
#include <string.h>
#include <wincrypt.h>

#define PIECE (256 * 1024)
#define OK(status) ((status) >= 0)

static BOOL feed(BCRYPT_HASH_HANDLE hash, HANDLE file) {
  BYTE *piece = HeapAlloc(GetProcessHeap(), 0, PIECE);
  DWORD count = 0;
  BOOL good = piece != NULL;
  while (good) {
    good = ReadFile(file, piece, PIECE, &count, NULL);
    if (!good || count == 0) break;
    good = OK(BCryptHashData(hash, piece, count, 0));
  }
  HeapFree(GetProcessHeap(), 0, piece);
  return good;
}

/* Hashes the bytes or, when they are NULL, the file. */
static BOOL sha256(const void *bytes, DWORD count, HANDLE file, BYTE out[SHA256_BYTES]) {
  BCRYPT_ALG_HANDLE algorithm = NULL;
  BCRYPT_HASH_HANDLE hash = NULL;
  BOOL good = OK(BCryptOpenAlgorithmProvider(&algorithm, BCRYPT_SHA256_ALGORITHM, NULL, 0)) &&
              OK(BCryptCreateHash(algorithm, &hash, NULL, 0, NULL, 0, 0));
  if (good && bytes != NULL) good = OK(BCryptHashData(hash, (PUCHAR)bytes, count, 0));
  if (good && bytes == NULL) good = feed(hash, file);
  if (good) good = OK(BCryptFinishHash(hash, out, SHA256_BYTES, 0));
  if (hash != NULL) BCryptDestroyHash(hash);
  if (algorithm != NULL) BCryptCloseAlgorithmProvider(algorithm, 0);
  return good;
}

BOOL sha256_of_bytes(const void *bytes, DWORD count, BYTE out[SHA256_BYTES]) {
  return sha256(bytes, count, NULL, out);
}

BOOL sha256_of_file(HANDLE file, BYTE out[SHA256_BYTES]) { return sha256(NULL, 0, file, out); }

BOOL is_signed(const BYTE hash[SHA256_BYTES], const BYTE signature[SIGNATURE_BYTES],
               const BYTE key[KEY_BYTES]) {
  struct {
    BCRYPT_ECCKEY_BLOB head;
    BYTE point[KEY_BYTES];
  } blob = {.head = {BCRYPT_ECDSA_PUBLIC_P256_MAGIC, KEY_BYTES / 2}};
  BCRYPT_ALG_HANDLE algorithm = NULL;
  BCRYPT_KEY_HANDLE handle = NULL;
  memcpy(blob.point, key, KEY_BYTES);
  BOOL good =
      OK(BCryptOpenAlgorithmProvider(&algorithm, BCRYPT_ECDSA_P256_ALGORITHM, NULL, 0)) &&
      OK(BCryptImportKeyPair(algorithm, NULL, BCRYPT_ECCPUBLIC_BLOB, &handle, (PUCHAR)&blob,
                             sizeof blob, 0)) &&
      OK(BCryptVerifySignature(handle, NULL, (PUCHAR)hash, SHA256_BYTES, (PUCHAR)signature,
                               SIGNATURE_BYTES, 0));
  if (handle != NULL) BCryptDestroyKey(handle);
  if (algorithm != NULL) BCryptCloseAlgorithmProvider(algorithm, 0);
  return good;
}

BOOL decode_base64(const char *text, DWORD length, BYTE *out, DWORD count) {
  DWORD size = count;
  return CryptStringToBinaryA(text, length, CRYPT_STRING_BASE64, out, &size, NULL, NULL) &&
         size == count;
}
