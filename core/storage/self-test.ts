import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Crc64 } from '../crypto/crc64.ts';
import { AppError, isAppError } from '../errors.ts';
import type { BlobStore, ByteRange } from './blob-store.ts';

export type SelfTestStepName = 'write' | 'verify' | 'list' | 'read' | 'range' | 'delete';

export interface SelfTestStep {
  readonly step: SelfTestStepName;
  readonly ok: boolean;
  readonly milliseconds: number;
  /** Code and words, for the operator; no secrets. */
  readonly error?: string;
}

const SIZE = 1024 * 1024;
/** Crosses a cipher block and ends within one, as players ask. */
const RANGE: ByteRange = { start: 300_001, end: 700_003 };
const PREFIX = 'self-test/';

/**
 * Does with a real blob of 1 MiB, under a key of its own, what the archive will do with segments.
 * After a failed write nothing else is tried, but what was written is deleted in any case. Classes
 * that must be restored first can't be read: the steps say so.
 */
export async function selfTestBlobStore(store: BlobStore): Promise<SelfTestStep[]> {
  const blob = { key: `${PREFIX}${randomUUID()}`, bytes: randomBytes(SIZE) };
  const written = await taken('write', () => write(store, blob));
  const steps = [written];
  if (written.ok) {
    steps.push(await taken('verify', () => verify(store, blob)));
    steps.push(await taken('list', () => list(store, blob)));
    steps.push(await taken('read', () => read(store, blob)));
    steps.push(await taken('range', () => read(store, blob, RANGE)));
  }
  steps.push(await taken('delete', () => remove(store, blob)));
  return steps;
}

interface TestBlob {
  readonly key: string;
  readonly bytes: Buffer;
}

async function write(store: BlobStore, blob: TestBlob): Promise<void> {
  const md5 = createHash('md5').update(blob.bytes).digest('hex');
  await store.put(blob.key, chunksOf(blob.bytes), { ...factsOf(blob), md5, isNew: true });
}

async function verify(store: BlobStore, blob: TestBlob): Promise<void> {
  const stat = await store.head(blob.key);
  const { size, crc64 } = factsOf(blob);
  // A folder keeps no sum; reading back is its check.
  if (stat?.size !== size || (stat.crc64 !== null && stat.crc64 !== crc64)) {
    throw unlike('the store tells another size or sum than was written');
  }
}

async function list(store: BlobStore, { key }: TestBlob): Promise<void> {
  for await (const entry of store.list(key)) if (entry.key === key) return;
  throw unlike('the blob that was written is not in the list');
}

async function read(store: BlobStore, { key, bytes }: TestBlob, range?: ByteRange): Promise<void> {
  const reader = await store.read(key, range);
  const pieces: Uint8Array[] = [];
  for await (const piece of reader.chunks()) pieces.push(piece);
  if (!Buffer.concat(pieces).equals(bytes.subarray(range?.start, range?.end))) {
    throw unlike('other bytes came back than were written');
  }
}

async function remove(store: BlobStore, { key }: TestBlob): Promise<void> {
  await store.delete(key);
  if ((await store.head(key)) !== null) throw unlike('the blob is still there');
}

function factsOf({ bytes }: TestBlob): { size: number; crc64: string } {
  return { size: bytes.length, crc64: new Crc64().update(bytes).digest() };
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 262_144) yield bytes.subarray(at, at + 262_144);
}

async function taken(step: SelfTestStepName, use: () => Promise<void>): Promise<SelfTestStep> {
  const start = performance.now();
  const milliseconds = () => Math.round(performance.now() - start);
  try {
    await use();
    return { step, ok: true, milliseconds: milliseconds() };
  } catch (error) {
    return { step, ok: false, milliseconds: milliseconds(), error: words(error) };
  }
}

function words(error: unknown): string {
  if (isAppError(error)) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

function unlike(what: string): AppError {
  return new AppError('digest-mismatch', what);
}
