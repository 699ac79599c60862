import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unwrapKey, wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { AppError } from '@workcompanion/core/errors';
import type { PackageSegment } from '@workcompanion/core/evidence/manifest';
import type { KeyId } from '@workcompanion/core/ids';
import { SEALED_FILE_KEY_BYTES, SealedFile } from '@workcompanion/core/storage/sealed-file';
import { type DataKey, readDataKey } from '@workcompanion/db/keys/read-data-key';
import type { PackageVerdict } from '@workcompanion/db/schema/evidence-packages';
import type { ClaimedEvidencePackage } from './claim-evidence-package.ts';
import type { EvidencePackageOptions } from './evidence-package-options.ts';
import type { EvidencePackageProgress } from './evidence-package-progress.ts';
import type { MakingContext } from './gather/evidence-context.ts';
import { type EvidencePackageOrder, readOrder } from './gather/evidence-package-order.ts';
import { type ClipFootage, videoPlan } from './gather/footage.ts';
import { type Gathered, gatherEvidence, lastReceivedAt } from './gather/gather-evidence.ts';
import type { ClipSegment } from './gather/read-clip-segments.ts';
import { joinVideos } from './join-videos.ts';
import { makeNativeVideos } from './native/make-native-videos.ts';
import { countSegments, segmentEntries } from './package/segment-entries.ts';
import { type RenderedVideo, writeEvidence } from './package/write-package.ts';
import { finishedFiles, readPartNotes } from './part-notes.ts';
import { renderParts, type VideoWork } from './render-parts.ts';
import { spoolSegments } from './spool-segments.ts';
import { verifyPackage } from './verify-package.ts';
import type { VideoPlan } from './video/video-plan.ts';
import { openWorkFolder, openWorkKey } from './work-folder.ts';

export interface Making {
  readonly claimed: ClaimedEvidencePackage;
  /** The package's work folder; it holds what earlier claims have finished. */
  readonly folder: string;
  readonly progress: EvidencePackageProgress;
  readonly signal: AbortSignal;
}

export interface FinishedFile {
  readonly path: string;
  readonly wrappedKey: Buffer;
  readonly bytes: number;
  readonly sha256: string;
  readonly segments: number;
  readonly absentSegments: number;
  readonly verdict: PackageVerdict;
  /** When the last statement of its stretch was received, UTC µs. */
  readonly receivedAt: number;
}

/** In this thread or in another. Throws the signal's reason, or what is in the way. */
export type MakePackage = (making: Making) => Promise<FinishedFile>;

/** From the catalogue to a whole, checked package, which lies as ciphertext in the claim's folder. */
export async function makePackage(
  ctx: MakingContext,
  options: EvidencePackageOptions,
  making: Making,
): Promise<FinishedFile> {
  const { claimed, progress, signal, folder } = making;
  progress.tell('gathering');
  const workKey = await openWorkKey(ctx, claimed);
  const notes = await readPartNotes(ctx.db, claimed.id);
  await openWorkFolder(folder, finishedFiles(notes));
  const order = await readOrder(ctx.db, claimed.id);
  const gathered = await gatherEvidence(ctx, order);
  signal.throwIfAborted();
  progress.tell('segments');
  const footage = await collect(ctx, gathered, making);
  progress.tell('videos');
  const plan = videoPlan(gathered, footage);
  const work = { claimed, notes, folder, workKey, progress, signal };
  const entries = segmentEntries(gathered, footage);
  const natives = await makeNativeVideos(plan, inPackage(entries), options, work);
  const videos = wantsClocks(order) ? await clockVideos(ctx, plan, options, work) : [];
  progress.tell('packing');
  const key = randomBytes(SEALED_FILE_KEY_BYTES);
  const path = join(folder, `package.${claimed.lease}`);
  const file = await SealedFile.create(path, key);
  const sink = sealedSink(file, signal);
  const counted = countSegments(entries);
  try {
    const verifyPage = await readVerifyPage(options.verifyPage);
    const password = passwordOf(ctx, order);
    const parts = { gathered, footage, plan, natives, videos, verifyPage, password, signal };
    await writeEvidence(ctx, sink.stream, options, parts);
    await file.finish();
  } catch (error) {
    await file.abandon();
    throw error;
  }
  const finished = { path, bytes: file.bytes, sha256: sink.sha256() };
  progress.tell('verifying');
  const written = { ...finished, key, password: passwordOf(ctx, order) };
  const verdict = await verifyPackage(written, { progress, signal });
  return {
    ...finished,
    ...counted,
    verdict,
    receivedAt: lastReceivedAt(gathered),
    wrappedKey: wrapKey(ctx.masterKey, key, order.evidencePackage.id),
  };
}

/** What is blurred is shown in these videos alone. */
function wantsClocks({ evidencePackage: { hasClockVideos, redaction } }: EvidencePackageOrder) {
  return hasClockVideos || redaction.blurred.length > 0;
}

async function clockVideos(
  ctx: MakingContext,
  plan: VideoPlan,
  options: EvidencePackageOptions,
  work: VideoWork,
): Promise<RenderedVideo[]> {
  const rendered = await renderParts(ctx, plan, options, work);
  return joinVideos(plan, rendered, options, work);
}

/** The digests of the segments whose footage goes out with the package. */
function inPackage(entries: readonly PackageSegment[]): Set<string> {
  return new Set(entries.filter(({ path }) => path !== null).map(({ sha256 }) => sha256));
}

async function collect(
  ctx: MakingContext,
  { devices }: Gathered,
  { claimed, folder, progress, signal }: Making,
): Promise<ClipFootage> {
  const rows = devices.flatMap(({ displays }) => displays.flatMap(({ segments }) => segments));
  const all = rows.reduce((sum, { bytes }) => sum + bytes, 1);
  // Keys first: what is read here stays readable, whatever retention does meanwhile.
  const keys = await openKeys(ctx, rows);
  let done = 0;
  const onDone = (bytes: number): void => {
    done += bytes;
    progress.tell('segments', done / all);
  };
  return {
    keys,
    spooled: await spoolSegments(ctx, rows, { folder, lease: claimed.lease, signal, onDone }),
  };
}

function passwordOf(
  { masterKey }: MakingContext,
  { evidencePackage: row }: EvidencePackageOrder,
): string | null {
  if (row.wrappedPassword === null) return null;
  return unwrapKey(masterKey, row.wrappedPassword, row.id).toString('utf8');
}

/**
 * The page that checks a package: one file, which opens from a disk without a network. Throws
 * `unavailable` where it was not built: a package without it is one that few can check.
 */
async function readVerifyPage(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new AppError('unavailable', `There is no ${file}: npm start builds it.`, { cause });
  }
}

/** The data keys of segments; those that were destroyed are left out. */
async function openKeys(
  { db, masterKey }: MakingContext,
  rows: readonly ClipSegment[],
): Promise<Map<KeyId, DataKey>> {
  const keys = new Map<KeyId, DataKey>();
  for (const id of new Set(rows.map(({ keyId }) => keyId))) {
    const key = await readDataKey(db, masterKey, id);
    if (key !== null) keys.set(id, key);
  }
  return keys;
}

interface SealedSink {
  readonly stream: WritableStream<Uint8Array>;
  /** The digest of all that was written, as hex; may be called once. */
  sha256(): string;
}

/** A stream into a sealed file, hashed on its way. */
function sealedSink(file: SealedFile, signal: AbortSignal): SealedSink {
  const sha256 = createHash('sha256');
  return {
    stream: new WritableStream({
      async write(chunk) {
        signal.throwIfAborted();
        sha256.update(chunk);
        await file.write(chunk);
      },
    }),
    sha256: () => sha256.digest('hex'),
  };
}
