import { createHash } from 'node:crypto';
import { Crc64 } from '../../crypto/crc64.ts';
import type { BlobEntry, BlobReader, BlobStore, ByteRange } from '../blob-store.ts';

export const KEY = 'device-1/2026/03/29/segment-1.ts';

export function putSample(store: BlobStore, key: string, bytes: Uint8Array): Promise<void> {
  return store.put(key, chunksOf(bytes, 65_536), expectedOf(bytes));
}

export function expectedOf(bytes: Uint8Array): { size: number; crc64: string } {
  return { size: bytes.length, crc64: new Crc64().update(bytes).digest() };
}

/** Lower-case hex. */
export function md5Of(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}

export async function* chunksOf(bytes: Uint8Array, step: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

export async function readAll(store: BlobStore, key: string, range?: ByteRange): Promise<Buffer> {
  return drain(await store.read(key, range));
}

export async function drain(reader: BlobReader): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of reader.chunks()) pieces.push(piece);
  return Buffer.concat(pieces);
}

export async function keysOf(store: BlobStore, prefix: string): Promise<string[]> {
  return (await entriesOf(store, prefix)).map(({ key }) => key);
}

export async function entriesOf(store: BlobStore, prefix: string): Promise<BlobEntry[]> {
  const entries: BlobEntry[] = [];
  for await (const entry of store.list(prefix)) entries.push(entry);
  return entries;
}
