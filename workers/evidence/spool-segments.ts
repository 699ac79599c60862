import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, isAppError } from '@workcompanion/core/errors';
import { isMissing } from '@workcompanion/core/files/system-error';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { SegmentId } from '@workcompanion/core/ids';
import type { BlobReader, BlobStore } from '@workcompanion/core/storage/blob-store';
import { segments } from '@workcompanion/db/schema/segments';
import { eq } from 'drizzle-orm';
import type { MakingContext } from './gather/evidence-context.ts';
import type { ClipSegment } from './gather/read-clip-segments.ts';
import { SPOOLED } from './work-folder.ts';

const READ_BYTES = 256 * 1024;

export type Spooled =
  /** Its ciphertext lies here, and is what the device hashed. */
  | { readonly kind: 'ready'; readonly path: string }
  | { readonly kind: 'absent'; readonly why: 'shredded' | 'unreadable' };

interface SpoolOptions {
  readonly folder: string;
  /** What tells this claim from others, which may write to the same folder. */
  readonly lease: number;
  readonly signal: AbortSignal;
  readonly onDone: (bytes: number) => void;
}

/**
 * Copies the ciphertext of segments into a folder, from wherever it is: from then on neither the sweep
 * nor retention can take it away. Throws `restore-needed`, and what a store throws that may work later.
 */
export async function spoolSegments(
  ctx: MakingContext,
  rows: readonly ClipSegment[],
  { folder, lease, signal, onDone }: SpoolOptions,
): Promise<Map<SegmentId, Spooled>> {
  const spooled = new Map<SegmentId, Spooled>();
  for (const row of rows) {
    signal.throwIfAborted();
    const path = join(folder, `${row.id}${SPOOLED}`);
    spooled.set(row.id, await spool(ctx, row, { path, fresh: `${path}.${lease}` }));
    onDone(row.bytes);
  }
  return spooled;
}

interface SpoolPlace {
  readonly path: string;
  /** Where it grows until it is whole. */
  readonly fresh: string;
}

async function spool(
  ctx: MakingContext,
  row: ClipSegment,
  { path, fresh }: SpoolPlace,
): Promise<Spooled> {
  if (row.state === 'shredded') return { kind: 'absent', why: 'shredded' };
  if (await isThere(path, row)) return { kind: 'ready', path };
  for (const store of [ctx.hot, ctx.archive]) {
    if (store === null || !(await copy(store, row, fresh))) continue;
    await rename(fresh, path);
    return { kind: 'ready', path };
  }
  return { kind: 'absent', why: await whyGone(ctx, row) };
}

/** Whether an earlier claim has copied it, just as the device hashed it. */
async function isThere(path: string, { bytes, sha256 }: ClipSegment): Promise<boolean> {
  try {
    if ((await stat(path)).size !== bytes) return false;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) {
    digest.update(chunk);
  }
  return digest.digest('hex') === sha256;
}

/** False when the store has none, or another. */
async function copy(
  store: Pick<BlobStore, 'read'>,
  row: ClipSegment,
  path: string,
): Promise<boolean> {
  try {
    const reader = await store.read(segmentObjectKey(row));
    if (reader.size === row.bytes) return (await writeTo(path, reader)) === row.sha256;
    await reader.close();
    return false;
  } catch (error) {
    if (isAppError(error, 'blob-missing') || isAppError(error, 'digest-mismatch')) return false;
    throw error;
  }
}

/** The SHA-256 of what was written, as hex. */
async function writeTo(path: string, reader: BlobReader): Promise<string> {
  const sha256 = createHash('sha256');
  const file = await open(path, 'w', 0o600);
  try {
    for await (const chunk of reader.chunks()) {
      sha256.update(chunk);
      await file.appendFile(chunk);
    }
  } finally {
    await file.close();
  }
  return sha256.digest('hex');
}

async function whyGone(
  { db, archive }: MakingContext,
  row: ClipSegment,
): Promise<'shredded' | 'unreadable'> {
  const [now] = await db
    .select({ state: segments.state })
    .from(segments)
    .where(eq(segments.id, row.id));
  if (now === undefined || now.state === 'shredded') return 'shredded';
  if (archive === null && (now.state === 'cold' || now.state === 'archived')) {
    throw new AppError('unavailable', 'Footage of the clip is in the archive, which is off.');
  }
  return 'unreadable';
}
