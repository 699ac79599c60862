import { archiveRuns } from '@workcompanion/db/schema/archive-runs';
import type { HotSegment } from '../../workers/archive/testing/insert-hot-segments.ts';
import { type ArchivePlace, busyAfter, setState, untilArchived } from './archive-place.ts';
import { type ArchiveWorker, startArchiveWorker } from './archive-worker.ts';
import { cpuSeconds, peakResidentMib } from './process-usage.ts';
import type { TosProcess } from './tos-process.ts';

export interface ArchiveRound {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMib: number;
}

export interface BenchWorker {
  /** `rows` once more from the queue to the mark. */
  archive(): Promise<ArchiveRound>;
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly rows: readonly HotSegment[];
  /** Archived first: the start of the process and of its thread is not what is measured. */
  readonly warmUp: readonly HotSegment[];
  readonly env?: NodeJS.ProcessEnv;
}

/** One worker process for all rounds of a shape, as one works all night. */
export async function startBenchWorker(
  place: ArchivePlace,
  sink: TosProcess,
  { rows, warmUp, env = {} }: WorkerOptions,
): Promise<BenchWorker> {
  await setState(place.db, rows, 'cold');
  // What the worker before left.
  await place.db.delete(archiveRuns);
  const worker = await startArchiveWorker(sink, place, env);
  const archived = warmUp.length + rows.length;
  try {
    await untilArchived(place.db, warmUp.length);
    let before = await busyAfter(place.db, 0);
    return {
      archive: async () => {
        await sink.forget();
        const measured = await round(place, { worker, rows, archived, before });
        before = measured.busy;
        return measured;
      },
      stop: worker.stop,
    };
  } catch (error) {
    await worker.stop();
    throw error;
  }
}

interface RoundOptions {
  readonly worker: ArchiveWorker;
  readonly rows: readonly HotSegment[];
  readonly archived: number;
  readonly before: number;
}

async function round(
  { db }: ArchivePlace,
  { worker, rows, archived, before }: RoundOptions,
): Promise<ArchiveRound & { readonly busy: number }> {
  const cpuBefore = cpuSeconds(worker.pid);
  await setState(db, rows, 'hot');
  await untilArchived(db, archived);
  const busy = await busyAfter(db, before);
  return {
    busy,
    seconds: (busy - before) / 1e6,
    cpuSeconds: cpuSeconds(worker.pid) - cpuBefore,
    peakMib: peakResidentMib(worker.pid),
  };
}
