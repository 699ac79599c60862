import { isScheduled } from '@workcompanion/core/schedule/weekly-schedule';
import { type DailyWindow, windowSchedule } from '@workcompanion/core/schedule/window-schedule';
import type { archiveRuns } from '@workcompanion/db/schema/archive-runs';
import type { workerProcesses } from '@workcompanion/db/schema/worker-processes';
import type { ArchiveProgress, ArchiveState } from '../../contract/archive.ts';

export type ArchiveRun = typeof archiveRuns.$inferSelect;
type WorkerProcess = typeof workerProcesses.$inferSelect;

interface ArchiveFacts {
  /** UTC µs. */
  readonly now: number;
  readonly isOff: boolean;
  /** That live, and runs that go on. */
  readonly workers: readonly WorkerProcess[];
  readonly runs: readonly ArchiveRun[];
}

/** By severity: what one of several workers meets, the others will too. */
const RUN_STATES = ['refused', 'paused', 'archiving', 'waiting'] as const;

export function archiveState({ now, isOff, workers, runs }: ArchiveFacts): ArchiveState {
  if (isOff) return 'off';
  if (workers.length === 0) return 'silent';
  const running = RUN_STATES.find((state) => runs.some((run) => run.state === state));
  if (running !== undefined) return running;
  return isScheduled(windowSchedule(windowOf(workers)), now / 1000) ? 'waiting' : 'closed';
}

/** Workers of one installation have one environment. */
export function windowOf(workers: readonly WorkerProcess[]): DailyWindow | null {
  return workers.find(({ archive }) => archive !== null)?.archive?.window ?? null;
}

const SECOND = 1_000_000;

/** The runs of all workers as one; null when there is none. */
export function archiveProgress(runs: readonly ArchiveRun[]): ArchiveProgress | null {
  const [latest] = runs.toSorted((a, b) => b.updatedAt - a.updatedAt);
  if (latest === undefined) return null;
  const total = (count: (run: ArchiveRun) => number) =>
    runs.reduce((sum, run) => sum + count(run), 0);
  const rate = total(({ bytes, busy }) => (busy > 0 ? (bytes * SECOND) / busy : 0));
  return {
    startedAt: Math.min(...runs.map(({ startedAt }) => startedAt)),
    objects: total(({ objects }) => objects),
    bytes: total(({ bytes }) => bytes),
    failures: total(({ failures }) => failures),
    quarantined: total(({ quarantined }) => quarantined),
    leftObjects: latest.leftObjects,
    leftBytes: latest.leftBytes,
    bytesPerSecond: rate > 0 ? rate : null,
    secondsLeft: rate > 0 ? latest.leftBytes / rate : null,
  };
}
