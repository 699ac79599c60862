import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, isAppError } from '@workcompanion/core/errors';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { SegmentId } from '@workcompanion/core/ids';
import type { BlobReader, BlobStore } from '@workcompanion/core/storage/blob-store';
import { segments } from '@workcompanion/db/schema/segments';
import { eq } from 'drizzle-orm';
import type { MakingContext } from './evidence-context.ts';
import type { ClipSegment } from './gather/read-clip-segments.ts';

export type Spooled =
  /** Its ciphertext lies here, and is what the device hashed. */
  | { readonly kind: 'ready'; readonly path: string }
  | { readonly kind: 'absent'; readonly why: 'shredded' | 'unreadable' };

interface SpoolOptions {
  readonly folder: string;
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
  { folder, signal, onDone }: SpoolOptions,
): Promise<Map<SegmentId, Spooled>> {
  const spooled = new Map<SegmentId, Spooled>();
  for (const row of rows) {
    signal.throwIfAborted();
    spooled.set(row.id, await spool(ctx, row, join(folder, `${row.id}.ts.aes`)));
    onDone(row.bytes);
  }
  return spooled;
}

async function spool(ctx: MakingContext, row: ClipSegment, path: string): Promise<Spooled> {
  if (row.state === 'shredded') return { kind: 'absent', why: 'shredded' };
  for (const store of [ctx.hot, ctx.archive]) {
    if (store !== null && (await copy(store, row, path))) return { kind: 'ready', path };
  }
  return { kind: 'absent', why: await whyGone(ctx, row) };
}

/** False when the store has none, or another. */
async function copy(
  store: Pick<BlobStore, 'read'>,
  row: ClipSegment,
  path: string,
): Promise<boolean> {
  const { deviceId: device, id: segment, startsAt, bytes, sha256 } = row;
  const key = segmentObjectKey({ device, segment, startMs: Math.floor(startsAt / 1000) });
  try {
    const reader = await store.read(key);
    if (reader.size === bytes) return (await writeTo(path, reader)) === sha256;
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
