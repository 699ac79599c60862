import { archiveRuns } from '@workcompanion/db/schema/archive-runs';
import type { HotSegment } from '../../workers/archive/testing/insert-hot-segments.ts';
import { type ArchivePlace, busyAfter, setState, untilArchived } from './archive-place.ts';
import { startArchiveWorker } from './archive-worker.ts';
import { cpuSeconds, peakResidentMib } from './process-usage.ts';
import type { TosProcess } from './tos-process.ts';

export interface ArchiveRound {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMib: number;
}

export interface RoundOptions {
  readonly rows: readonly HotSegment[];
  /** Archived first: the thread's start and the SDK's are not what is measured. */
  readonly warmUp: readonly HotSegment[];
  readonly env?: NodeJS.ProcessEnv;
}

/** A worker process of its own brings `rows` from the queue to the mark. */
export async function archiveRound(
  place: ArchivePlace,
  sink: TosProcess,
  { rows, warmUp, env = {} }: RoundOptions,
): Promise<ArchiveRound> {
  await setState(place.db, rows, 'cold');
  await setState(place.db, warmUp, 'hot');
  await place.db.delete(archiveRuns);
  const worker = await startArchiveWorker(sink, place, env);
  try {
    await untilArchived(place.db, warmUp.length);
    const busyBefore = await busyAfter(place.db, 0);
    const cpuBefore = cpuSeconds(worker.pid);
    await setState(place.db, rows, 'hot');
    await untilArchived(place.db, warmUp.length + rows.length);
    const busy = (await busyAfter(place.db, busyBefore)) - busyBefore;
    return {
      seconds: busy / 1e6,
      cpuSeconds: cpuSeconds(worker.pid) - cpuBefore,
      peakMib: peakResidentMib(worker.pid),
    };
  } finally {
    await worker.stop();
  }
}
