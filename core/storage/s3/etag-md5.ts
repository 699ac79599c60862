/**
 * The MD5 in an ETag, in hex; null where it is another thing: of multipart uploads, and of objects
 * that the store encrypts with keys of a key service.
 */
export function etagMd5({
  ETag,
  ServerSideEncryption,
}: {
  readonly ETag?: string | undefined;
  readonly ServerSideEncryption?: string | undefined;
}): string | null {
  if (ServerSideEncryption !== undefined && ServerSideEncryption !== 'AES256') return null;
  return /^"?([0-9a-f]{32})"?$/.exec(ETag ?? '')?.[1] ?? null;
}
