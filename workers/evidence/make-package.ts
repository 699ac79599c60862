import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { unwrapKey, wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { SEALED_FILE_KEY_BYTES, SealedFile } from '@workcompanion/core/storage/sealed-file';
import type { ClaimedExport } from './claim-export.ts';
import type { MakingContext } from './evidence-context.ts';
import type { ExportOptions } from './export-options.ts';
import type { ExportProgress } from './export-progress.ts';
import { type Footage, videoPlan } from './footage.ts';
import { type ExportOrder, readOrder } from './gather/export-order.ts';
import { type Gathered, gatherEvidence } from './gather/gather-evidence.ts';
import { openKeys } from './open-keys.ts';
import { sealedSink } from './package/sealed-sink.ts';
import { writeEvidence } from './package/write-package.ts';
import { readVerifyPage } from './read-verify-page.ts';
import { renderSealed } from './render-sealed.ts';
import { spoolSegments } from './spool-segments.ts';
import { verifyPackage } from './verify-package.ts';

export interface Making {
  readonly claimed: ClaimedExport;
  /** For this claim alone. */
  readonly folder: string;
  readonly progress: ExportProgress;
  readonly signal: AbortSignal;
}

export interface FinishedFile {
  readonly path: string;
  readonly wrappedKey: Buffer;
  readonly bytes: number;
  readonly sha256: string;
}

/** In this thread or in another. Throws the signal's reason, or what is in the way. */
export type MakePackage = (making: Making) => Promise<FinishedFile>;

/** From the catalogue to a whole, checked package, which lies as ciphertext in the claim's folder. */
export async function makePackage(
  ctx: MakingContext,
  options: ExportOptions,
  making: Making,
): Promise<FinishedFile> {
  const { claimed, progress, signal, folder } = making;
  progress.tell('gathering');
  const order = await readOrder(ctx.db, claimed.id);
  const gathered = await gatherEvidence(ctx, order);
  signal.throwIfAborted();
  progress.tell('segments');
  const footage = await collect(ctx, gathered, making);
  progress.tell('videos');
  const plan = videoPlan(gathered, footage);
  const videos = await renderSealed(plan, options, { folder, progress, signal });
  progress.tell('packing');
  const key = randomBytes(SEALED_FILE_KEY_BYTES);
  const path = join(folder, 'package');
  const file = await SealedFile.create(path, key);
  const sink = sealedSink(file, signal);
  try {
    const verifyPage = await readVerifyPage(options.verifyPage);
    const password = passwordOf(ctx, order);
    const parts = { gathered, footage, plan, videos, verifyPage, password };
    await writeEvidence(ctx, sink.stream, { ...parts, onFile: () => {} });
    await file.finish();
  } catch (error) {
    await file.abandon();
    throw error;
  }
  const finished = { path, bytes: file.bytes, sha256: sink.sha256() };
  progress.tell('verifying');
  await verifyPackage({ ...finished, key, password: passwordOf(ctx, order) }, { progress, signal });
  return { ...finished, wrappedKey: wrapKey(ctx.masterKey, key, order.export.id) };
}

async function collect(
  ctx: MakingContext,
  { devices }: Gathered,
  { folder, progress, signal }: Making,
): Promise<Footage> {
  const rows = devices.flatMap(({ displays }) => displays.flatMap(({ segments }) => segments));
  const all = rows.reduce((sum, { bytes }) => sum + bytes, 1);
  // Keys first: what is read here stays readable, whatever retention does meanwhile.
  const keys = await openKeys(ctx, rows);
  let done = 0;
  const onDone = (bytes: number): void => {
    done += bytes;
    progress.tell('segments', done / all);
  };
  return { keys, spooled: await spoolSegments(ctx, rows, { folder, signal, onDone }) };
}

function passwordOf({ masterKey }: MakingContext, { export: row }: ExportOrder): string | null {
  if (row.wrappedPassword === null) return null;
  return unwrapKey(masterKey, row.wrappedPassword, row.id).toString('utf8');
}
