import { createHash } from 'node:crypto';
import { Crc64 } from '../../../crypto/crc64.ts';

export interface RestoreWish {
  readonly readyAtMs: number;
  readonly untilMs: number;
}

export interface StoredObject {
  readonly bytes: Buffer;
  readonly size: number;
  /** With the quotes. */
  readonly etag: string;
  readonly crc64: string;
  readonly storageClass: string;
  /** By full header name. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly storedAtMs: number;
  restore: RestoreWish | null;
}

export type ObjectBucket = Map<string, StoredObject>;

export function storedObject(
  bytes: Buffer,
  facts: Pick<StoredObject, 'storageClass' | 'metadata' | 'storedAtMs'>,
): StoredObject {
  return {
    bytes,
    size: bytes.length,
    etag: `"${createHash('md5').update(bytes).digest('hex')}"`,
    crc64: new Crc64().update(bytes).digest(),
    restore: null,
    ...facts,
  };
}
