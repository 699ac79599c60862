import { localClock } from '@workcompanion/core/schedule/local-clock';
import type { IntegrityRunKind } from '@workcompanion/db/schema/integrity-runs';
import type { Job, WorkerContext } from '../job.ts';
import { checkSample, type SampleWish } from './check-sample.ts';
import { resolveOfDeleted } from './finding.ts';
import { reconcile } from './reconcile.ts';
import {
  beginRun,
  endRun,
  type IntegrityWork,
  type RunInProgress,
  type RunRow,
} from './run-in-progress.ts';

const EVERY_MS = 5 * 60_000;
/** µs. Somewhat less than a week, so that each falls into the same night. */
const WEEK = 6.5 * 86_400_000_000;

/** µs. After one that failed, as when the store did not go on with its list. */
const RETRY = 6 * 3_600_000_000;

export interface IntegrityOptions {
  /** Minutes since midnight: not before, each day. */
  readonly at: number;
  readonly timeZone: string;
  readonly ffmpeg: string;
  readonly sample: SampleWish;
}

/** Each night a sample is played, each week the catalogue is compared. None without an archive. */
export function integrityJobs(options: IntegrityOptions): readonly Job[] {
  const { at, timeZone, sample } = options;
  const today = (micros: number) => localClock(micros / 1000, timeZone).date;
  const nightly = (last: RunRow, now: number) => today(last.startedAt) === today(now);
  const jobs: readonly IntegrityJob[] = [
    {
      kind: 'sample',
      isDone: nightly,
      perform: async (work, run) => {
        if (sample.objects > 0) await checkSample(work, run, sample);
      },
    },
    {
      kind: 'reconciliation',
      isDone: (last, now) => last.startedAt > now - (last.lastError === null ? WEEK : RETRY),
      perform: async (work, run) => void (await reconcile(work, run)),
    },
  ];
  return jobs.map((job) => ({
    name: `integrity-${job.kind}`,
    everyMs: EVERY_MS,
    run: async (ctx) => {
      const work = workOf(ctx, options.ffmpeg);
      const isTime = localClock(ctx.now() / 1000, timeZone).minute >= at;
      return work !== null && isTime ? await runOne(work, job) : null;
    },
  }));
}

interface IntegrityJob {
  readonly kind: Exclude<IntegrityRunKind, 'playback'>;
  readonly isDone: (last: RunRow, now: number) => boolean;
  readonly perform: (work: IntegrityWork, run: RunInProgress) => Promise<void>;
}

async function runOne(work: IntegrityWork, { kind, isDone, perform }: IntegrityJob) {
  const run = await beginRun(work, kind, (last) => isDone(last, work.now()));
  if (run === null) return null;
  try {
    await perform(work, run);
    await resolveOfDeleted(work.db, work.now());
  } catch (error) {
    await endRun(work, run, { kind, error });
    throw error;
  }
  // One that was stopped stays open, and is found dead by the next process.
  if (!work.mayGoOn()) return null;
  await endRun(work, run, { kind, error: null });
  return { ...run.counts };
}

function workOf(ctx: WorkerContext, ffmpeg: string): IntegrityWork | null {
  const { db, log, now, masterKey, archive, stopping } = ctx;
  if (archive === null) return null;
  return { db, log, now, masterKey, archive, ffmpeg, mayGoOn: () => !stopping.aborted };
}
