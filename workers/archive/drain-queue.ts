import { setTimeout as delay } from 'node:timers/promises';
import { type ArchiveWork, archiveClaimed } from './archive-claimed.ts';
import { ClaimBuffer, type ClaimBufferOptions } from './claim-buffer.ts';

export interface DrainOptions extends ClaimBufferOptions {
  /** False: nothing more is claimed; what is under way is finished. */
  readonly mayGoOn: () => boolean;
}

/** A slot that may not work looks again after so long. */
const WAIT_MS = 250;

/**
 * All slots at work until the queue is empty, `mayGoOn` says no, or the gate closes. Claims are small
 * batches that the slots share. Returns how many were claimed.
 */
export async function drainQueue(work: ArchiveWork, options: DrainOptions): Promise<number> {
  const buffer = new ClaimBuffer(work, options);
  const ending = new AbortController();
  const startedAt = performance.now();
  const slots = Array.from({ length: options.slots }, (_, index) =>
    runSlot(work, { ...options, index, buffer, ending }),
  );
  // All come to rest before the first error counts: else the next run would double the slots.
  const ends = await Promise.allSettled(slots);
  await buffer.giveBack();
  const [marked] = await Promise.allSettled([work.marks.settled()]);
  if (buffer.claimedEver > 0) work.progress.worked(performance.now() - startedAt);
  for (const end of [...ends, marked]) if (end.status === 'rejected') throw end.reason;
  return buffer.claimedEver;
}

interface Slot extends DrainOptions {
  readonly index: number;
  readonly buffer: ClaimBuffer;
  /** Of all slots: one that waits must not wait for one that has ended. */
  readonly ending: AbortController;
}

async function runSlot(work: ArchiveWork, slot: Slot): Promise<void> {
  try {
    while (!slot.ending.signal.aborted && slot.mayGoOn() && work.gate.width > 0) {
      // After a pause only some slots may work until the store has shown that it can.
      if (slot.index >= work.gate.width) {
        await delay(WAIT_MS, undefined, { signal: slot.ending.signal }).catch(() => {});
        continue;
      }
      const next = await slot.buffer.take();
      if (next === null) break;
      await archiveClaimed(work, next);
    }
  } finally {
    slot.ending.abort();
  }
}
