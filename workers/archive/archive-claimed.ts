import type { Db } from '@workcompanion/db/client';
import type { Logger } from 'pino';
import type { TaskFailure } from '../threads/task-failure.ts';
import type { ArchivePace } from './archive-options.ts';
import type { ArchivePool } from './archive-pool.ts';
import type { MarkQueue } from './mark-queue.ts';
import { retryDelay } from './retry-delay.ts';
import type { RunProgress, RunReport } from './run-progress.ts';
import { archiveTask, type Claimed, type QueuedSegment, releaseSegment } from './segment-queue.ts';
import type { SlotTuner } from './slot-tuner.ts';
import { failureScope, type StoreGate } from './store-gate.ts';

/** Then a segment that goes wrong for its own reasons is looked at seldom, and shown to people. */
const QUARANTINE_AFTER_TRIES = 8;

export interface ArchiveWork {
  readonly db: Db;
  readonly log: Logger;
  readonly pool: ArchivePool;
  readonly gate: StoreGate;
  readonly tuner: SlotTuner;
  readonly marks: MarkQueue;
  readonly progress: RunProgress;
  readonly pace: ArchivePace;
  readonly report: RunReport | null;
}

/** From the claim to the proof: one segment is archived, given back, or put into quarantine. */
export async function archiveClaimed(work: ArchiveWork, claimed: Claimed): Promise<void> {
  const { pool, gate, tuner, marks, pace } = work;
  const { segment } = claimed;
  const outcome = await pool.run('archive', archiveTask(claimed, pace));
  switch (outcome.kind) {
    case 'proved':
      gate.succeeded();
      tuner.uploaded(segment.bytes);
      return marks.add(segment);
    case 'unusable':
      return doubt(work, segment, { ...outcome, retryAfterSeconds: null });
    case 'absent':
    case 'failed':
      return giveBack(work, segment, outcome.kind === 'failed' ? outcome.failure : NOT_THERE);
  }
}

const NOT_THERE: TaskFailure = {
  code: 'blob-missing',
  message: 'the archive has no right copy',
  retryAfterSeconds: null,
};

async function giveBack(
  work: ArchiveWork,
  segment: QueuedSegment,
  failure: TaskFailure,
): Promise<void> {
  const attempts = segment.attempts ?? 1;
  work.progress.count('failures');
  work.gate.failed(failure);
  work.tuner.failed(failure);
  work.log.debug({ segment: segment.id, attempts, failure }, 'a segment was not archived');
  if (failureScope(failure.code) === 'segment' && attempts >= QUARANTINE_AFTER_TRIES) {
    return quarantine(work, segment, failure);
  }
  const afterMs = retryDelay(attempts, {
    firstMs: work.pace.retryMs,
    ceilingMs: work.pace.retryCeilingMs,
    random: Math.random(),
    retryAfterSeconds: failure.retryAfterSeconds,
  });
  await releaseSegment(work.db, segment, { from: 'hot', to: 'hot', afterMs, error: failure.code });
}

/** A disk that is not mounted yet looks like a lost file: minutes later it is looked at again. */
async function doubt(
  work: ArchiveWork,
  segment: QueuedSegment,
  failure: TaskFailure,
): Promise<void> {
  if (segment.lastError === failure.code) return quarantine(work, segment, failure);
  work.progress.count('failures');
  work.log.warn(
    { segment: segment.id, ...failure },
    'the bytes of a segment are not as they should',
  );
  const afterMs = work.pace.secondLookMs;
  await releaseSegment(work.db, segment, { from: 'hot', to: 'hot', afterMs, error: failure.code });
}

async function quarantine(
  { db, log, pace, progress }: ArchiveWork,
  segment: QueuedSegment,
  { code, message }: TaskFailure,
): Promise<void> {
  const afterMs = pace.secondLookMs;
  const release = { from: 'hot', to: 'quarantined', afterMs, error: code } as const;
  if (!(await releaseSegment(db, segment, release))) return;
  progress.count('quarantined');
  log.error({ segment: segment.id, code, message }, 'a segment is in quarantine');
}
