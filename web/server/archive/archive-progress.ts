import type { ArchiveProgress } from '../../contract/archive.ts';
import type { ArchiveRun } from './archive-state.ts';

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
