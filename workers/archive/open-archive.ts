import { randomUUID } from 'node:crypto';
import { Crc64 } from '@workcompanion/core/crypto/crc64';
import { isScheduled } from '@workcompanion/core/schedule/weekly-schedule';
import { windowSchedule } from '@workcompanion/core/schedule/window-schedule';
import { StartRefusal } from '@workcompanion/core/start-refusal';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { sharesBucket } from '@workcompanion/core/storage/hot/open-hot-store';
import type { ArchiveRunState } from '@workcompanion/db/schema/archive-runs';
import type { Job, WorkerContext } from '../job.ts';
import { PROCESS_NAME } from '../process-name.ts';
import type { ArchiveWork } from './archive-claimed.ts';
import { type ArchiveOptions, type ArchiveUrgency, isHurried } from './archive-options.ts';
import { openArchivePool } from './archive-pool.ts';
import { drainQueue } from './drain-queue.ts';
import { MarkQueue } from './mark-queue.ts';
import { RunProgress } from './run-progress.ts';
import { SlotTuner } from './slot-tuner.ts';
import { failureScope, StoreGate } from './store-gate.ts';
import { sweepArchived } from './sweep-archived.ts';

const LOOK_EVERY_MS = 5_000;
const SWEEP_EVERY_MS = 60_000;
const SAVE_EVERY_MS = 2_000;
/** Uploads under way at a stop get so long; whoever started us waits 15 s. */
const STOP_GRACE_MS = 10_000;

export interface Archive {
  readonly jobs: readonly Job[];
  close(): Promise<void>;
}

/** The archive's part of the worker process: two jobs that share one thread and one gate. */
export function openArchive(options: ArchiveOptions, ctx: WorkerContext, thread?: URL): Archive {
  const pool = openArchivePool(options, thread);
  const clock = { now: () => performance.now(), random: Math.random };
  const progress = new RunProgress(ctx.db, {
    worker: PROCESS_NAME,
    minimumAgeMs: options.minimumAgeMs,
  });
  const gate = new StoreGate(options.pace, options.slots, clock);
  const range = { first: options.slots, most: options.mostSlots };
  const work: ArchiveWork = {
    db: ctx.db,
    log: ctx.log,
    pool,
    gate,
    tuner: new SlotTuner(gate, range, clock.now),
    progress,
    marks: new MarkQueue(ctx.db, ({ bytes }) => {
      progress.count('objects');
      progress.count('bytes', bytes);
    }),
    pace: options.pace,
    report: options.report ?? null,
  };
  ctx.stopping.addEventListener('abort', () => {
    setTimeout(() => void pool.close(), STOP_GRACE_MS).unref();
  });
  const archive = archiveJob(work, options);
  const sweep =
    options.sweepAfterMs === null ? [] : [sweepJob(work, options, options.sweepAfterMs)];
  const tidy = options.store.kind === 'folder' ? [discardAbandoned(options.store.root)] : [];
  return {
    jobs: [archive, ...sweep, ...tidy],
    close: async () => {
      try {
        await work.progress.end();
        work.report?.end();
      } finally {
        await pool.close();
      }
    },
  };
}

function archiveJob(work: ArchiveWork, options: ArchiveOptions): Job {
  const { window, minimumAgeMs, urgency = notUrgent } = options;
  const schedule = windowSchedule(window);
  const { gate, progress } = work;
  return {
    name: 'archive',
    everyMs: LOOK_EVERY_MS,
    run: async ({ now, stopping }) => {
      const isOpen = () => isHurried(urgency()) || isScheduled(schedule, now() / 1000);
      if (!isOpen()) {
        await progress.end();
        work.report?.end();
        return null;
      }
      const mayGoOn = () => !stopping.aborted && isOpen();
      const saving = setInterval(() => void saveQuietly(work), SAVE_EVERY_MS);
      try {
        const claimed = await drainQueue(work, { minimumAgeMs, urgency, mayGoOn });
        if (claimed > 0) show(work, 'waiting');
        if (claimed > 0) await progress.save(runState(gate, 'waiting'), gate.problem);
        else await progress.keepAlive(runState(gate, 'waiting'), gate.problem);
        return claimed > 0 ? summary(work) : null;
      } finally {
        clearInterval(saving);
      }
    },
  };
}

function notUrgent(): ArchiveUrgency {
  return 'none';
}

function sweepJob(work: ArchiveWork, options: ArchiveOptions, afterMs: number): Job {
  const { urgency = notUrgent, hotStore, store } = options;
  const isInPlace = sharesBucket(hotStore, store);
  const isTwoBuckets = hotStore.bucket !== null && store.kind !== 'folder' && !isInPlace;
  let apart: Promise<void> | null = null;
  return {
    name: 'sweep-archived',
    get everyMs() {
      return urgency() === 'none' ? SWEEP_EVERY_MS : LOOK_EVERY_MS;
    },
    run: async ({ hot, archive, stopping }) => {
      if (isTwoBuckets && archive !== null) {
        apart ??= assertApart(hot, archive);
        await apart.catch((error: unknown) => {
          apart = null;
          throw error;
        });
      }
      const mayGoOn = () => !stopping.aborted;
      const graceMs = urgency() === 'none' ? afterMs : 0;
      const done = await sweepArchived(work, {
        isInPlace,
        hot,
        graceMs,
        batch: options.slots,
        mayGoOn,
      });
      return done.swept + done.lost > 0 ? { ...done } : null;
    },
  };
}

/** The figures in the portal are a convenience: the archive goes on without. */
async function saveQuietly(work: ArchiveWork): Promise<void> {
  const { progress, gate, log } = work;
  if (!progress.hasCounted) return;
  try {
    await progress.save(runState(gate, 'archiving'), gate.problem);
    show(work, 'archiving');
  } catch (err) {
    log.warn({ err }, 'the progress of the archive was not saved');
  }
}

function show({ progress, gate, report }: ArchiveWork, otherwise: ArchiveRunState): void {
  report?.show({
    ...progress.counts,
    state: runState(gate, otherwise),
    leftObjects: progress.left.objects,
    leftBytes: progress.left.bytes,
    bytesPerSecond: progress.rate,
    problem: gate.problem,
  });
}

function summary({ progress }: Pick<ArchiveWork, 'progress'>): Readonly<Record<string, unknown>> {
  const { rate, left } = progress;
  return {
    ...progress.counts,
    bytesPerSecond: rate === null ? null : Math.round(rate),
    leftObjects: left.objects,
    etaSeconds: rate === null || rate === 0 ? null : Math.round(left.bytes / rate),
  };
}

const HOUR_MS = 3_600_000;

/** What puts into the archive's folder have left when their process was killed. */
function discardAbandoned(root: string): Job {
  const folder = new FolderStore(root);
  return {
    name: 'discard-abandoned',
    everyMs: HOUR_MS,
    run: async ({ now }) => {
      const discarded = await folder.discardAbandoned(HOUR_MS, now() / 1000);
      return discarded > 0 ? { discarded } : null;
    },
  };
}

/** What the portal shows of a run: `otherwise` while the store takes what we give it. */
function runState({ problem }: StoreGate, otherwise: ArchiveRunState): ArchiveRunState {
  if (problem === null) return otherwise;
  return failureScope(problem.code) === 'refused' ? 'refused' : 'paused';
}

/**
 * Throws when a blob that is put into the hot store lies in the archive, too: the two are one bucket
 * under two names, and the sweep would delete what is archived.
 */
async function assertApart(hot: BlobStore, archive: BlobStore): Promise<void> {
  const key = `self-test/${randomUUID()}`;
  const bytes = Buffer.from(key);
  const source = async function* () {
    yield bytes;
  };
  await hot.put(key, source(), { size: bytes.length, crc64: new Crc64().update(bytes).digest() });
  try {
    if ((await archive.head(key)) === null) return;
    throw new StartRefusal(
      'The hot store and the archive are one bucket: name it alike in HOT_ENDPOINT and ARCHIVE_ENDPOINT.',
    );
  } finally {
    await hot.delete(key);
  }
}
