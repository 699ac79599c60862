import { type ArchiveWork, archiveClaimed } from './archive-claimed.ts';
import { ClaimBuffer, type ClaimBufferOptions } from './claim-buffer.ts';

export interface DrainOptions extends ClaimBufferOptions {
  /** False: nothing more is claimed; what is under way is finished. */
  readonly mayGoOn: () => boolean;
}

/**
 * As many at work as the gate is wide, until the queue is empty, `mayGoOn` says no, or the gate
 * closes. Claims are small batches. Returns how many were claimed; what was begun is done then.
 */
export async function drainQueue(work: ArchiveWork, options: DrainOptions): Promise<number> {
  const buffer = new ClaimBuffer(work, options);
  work.tuner.begin();
  const active = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const fail = (error: unknown) => void failures.push(error);
  const mayGoOn = () => failures.length === 0 && work.gate.width > 0 && options.mayGoOn();
  while (mayGoOn()) {
    if (active.size >= work.gate.width) {
      await Promise.race(active);
      continue;
    }
    const next = await buffer.take().catch(fail);
    if (!next) break;
    work.progress.beginWork();
    const done = archiveClaimed(work, next)
      .catch(fail)
      .finally(() => active.delete(done));
    active.add(done);
  }
  // All come to rest before the first error counts: else the next run would double the work.
  await Promise.all(active);
  await buffer.giveBack();
  await work.marks.settled().catch(fail);
  work.progress.endWork();
  if (failures.length > 0) throw failures[0];
  return buffer.claimedEver;
}
