import { answer } from './answer.ts';
import type { TosRequest } from './server-state.ts';

const MAX_KEYS = 1000;

/** The second form of the list (list-type=2), without delimiters. */
export function listObjects({ query, outgoing, state }: TosRequest): void {
  const prefix = query.get('prefix') ?? '';
  const maxKeys = Math.min(MAX_KEYS, Number(query.get('max-keys') ?? MAX_KEYS));
  const token = query.get('continuation-token');
  const after =
    token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString();
  const rest = [...state.objects]
    .filter(([key]) => key.startsWith(prefix) && key > after)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const page = rest.slice(0, maxKeys);
  const last = page.at(-1)?.[0] ?? '';
  const isTruncated = rest.length > page.length;
  const body = JSON.stringify({
    Name: state.bucket,
    Prefix: prefix,
    KeyCount: page.length,
    MaxKeys: maxKeys,
    IsTruncated: isTruncated,
    ...(isTruncated ? { NextContinuationToken: Buffer.from(last).toString('base64url') } : {}),
    Contents: page.map(([key, object]) => ({
      Key: key,
      Size: object.size,
      ETag: object.etag,
      HashCrc64ecma: object.crc64,
      StorageClass: object.storageClass,
      LastModified: new Date(object.storedAtMs).toISOString(),
    })),
  });
  answer(outgoing, 200, { 'content-type': 'application/json' }, body);
}
