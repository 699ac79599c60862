import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAppError } from '@workcompanion/core/errors';
import { syncFolder } from '@workcompanion/core/files/durable-folder';
import { readSealedFile, SealedFile } from '@workcompanion/core/storage/sealed-file';
import type { PartFile } from '@workcompanion/db/schema/evidence-packages';
import type { ClaimedEvidencePackage } from './claim-evidence-package.ts';
import type { EvidencePackageProgress } from './evidence-package-progress.ts';
import type { MakingContext } from './gather/evidence-context.ts';
import { notePart, type PartNote } from './part-notes.ts';
import { type ClipPart, clipParts } from './video/clip-parts.ts';
import { filterGraph } from './video/filter-graph.ts';
import { lanePieces } from './video/lane-stream.ts';
import { ENCODER, renderPart } from './video/render-part.ts';
import { type VideoOptions, type VideoPlan, videoCount } from './video/video-plan.ts';

/** What the making of a package's videos is given. */
export interface VideoWork {
  readonly claimed: ClaimedEvidencePackage;
  /** What earlier claims have finished, by part. */
  readonly notes: ReadonlyMap<number, PartNote>;
  readonly folder: string;
  /** Encrypts everything in the folder that is not ciphertext already. */
  readonly workKey: Buffer;
  readonly progress: EvidencePackageProgress;
  readonly signal: AbortSignal;
}

/** The share of the step's progress; the rest is putting the parts together. */
export const PARTS_SHARE = 0.97;

/**
 * All parts of all videos, as ciphertext in the folder: those that an earlier claim has finished are
 * only read and compared. Each is noted when it is whole, so that a crash costs the one at work.
 */
export async function renderParts(
  ctx: MakingContext,
  plan: VideoPlan,
  options: VideoOptions & { readonly partSeconds: number },
  work: VideoWork,
): Promise<(readonly PartFile[])[]> {
  const { claimed, notes, progress, signal } = work;
  const parts = clipParts(plan, options.partSeconds);
  const end = parts.at(-1)?.to ?? 1;
  const made: (readonly PartFile[])[] = [];
  for (const part of parts) {
    signal.throwIfAborted();
    const recipe = partRecipe(plan, part, options.font);
    const note = notes.get(part.index);
    const found = await finished(note, recipe, work);
    if (found === null) {
      const onProgress = (ticks: number) => progress.tell('videos', PARTS_SHARE * (ticks / end));
      const files = await render(plan, part, { options, work, onProgress });
      await notePart(ctx.db, claimed, { part: part.index, recipe, files, madeAt: ctx.now() });
      // What was made before may show what has been destroyed since.
      for (const { name } of note?.files ?? []) await rm(join(work.folder, name), { force: true });
      made.push(files);
    } else made.push(found);
    progress.tell('videos', PARTS_SHARE * (part.to / end));
  }
  return made;
}

/** The files of a part that is made already, just as it would be made now, and whole; else null. */
async function finished(
  note: PartNote | undefined,
  recipe: string,
  { folder, workKey, signal }: VideoWork,
): Promise<readonly PartFile[] | null> {
  if (note?.recipe !== recipe) return null;
  for (const { name, sha256 } of note.files) {
    if ((await digestOf(join(folder, name), workKey, signal)) !== sha256) return null;
  }
  return note.files;
}

/** Null when there is no such file: it was made where this process does not reach. */
async function digestOf(path: string, key: Buffer, signal: AbortSignal): Promise<string | null> {
  const sha256 = createHash('sha256');
  try {
    for await (const chunk of (await readSealedFile(path, key)).chunks()) {
      signal.throwIfAborted();
      sha256.update(chunk);
    }
  } catch (error) {
    if (isAppError(error, 'blob-missing') || isAppError(error, 'range-not-satisfiable'))
      return null;
    throw error;
  }
  return sha256.digest('hex');
}

interface Place {
  readonly options: VideoOptions;
  readonly work: VideoWork;
  readonly onProgress: (ticks: number) => void;
}

async function render(
  plan: VideoPlan,
  part: ClipPart,
  { options, work, onProgress }: Place,
): Promise<PartFile[]> {
  const { claimed, folder, workKey, signal } = work;
  // Names of this claim: a process that was overtaken may still write to its own.
  const names = Array.from(
    { length: videoCount(plan) },
    (_, video) => `part-${part.index}-${video}.${claimed.lease}`,
  );
  const files = await Promise.all(
    names.map((name) => SealedFile.create(join(folder, name), workKey)),
  );
  const digests = files.map(() => createHash('sha256'));
  try {
    await renderPart(plan, part, {
      ...options,
      sink: async (video, chunk) => {
        digests[video]?.update(chunk);
        await files[video]?.write(chunk);
      },
      onProgress,
      signal,
    });
    await Promise.all(files.map((file) => file.finish()));
    await syncFolder(folder);
  } catch (error) {
    await Promise.all(files.map((file) => file.abandon()));
    throw error;
  }
  return names.map((name, video) => ({
    name,
    bytes: files[video]?.bytes ?? 0,
    sha256: digests[video]?.digest('hex') ?? '',
  }));
}

/**
 * SHA-256, as hex, of everything that decides what the pictures of a part show: whoever finds a
 * finished part goes on from it only while none of that has changed.
 */
function partRecipe(plan: VideoPlan, part: ClipPart, font: string): string {
  const { clip } = plan;
  const starts = plan.lanes.map(() => part.from);
  const lanes = plan.lanes.map((lane) => ({
    width: lane.width,
    height: lane.height,
    pieces: lanePieces(clip, lane, part).map((piece) =>
      'open' in piece
        ? { segment: piece.sha256, start: piece.start }
        : { from: piece.from, to: piece.to },
    ),
  }));
  const graph = filterGraph(plan, { font, part, starts });
  const recipe = { clip, part, lanes, graph, encoder: ENCODER };
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex');
}
