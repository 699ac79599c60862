import { localClock } from '@workcompanion/core/schedule/local-clock';
import { beginRun, endRun, type RunRow } from '../integrity/integrity-run.ts';
import type { Job, WorkerContext } from '../job.ts';
import { checkCheckpoints } from './check-checkpoints.ts';

const EVERY_MS = 5 * 60_000;
const KIND = 'checkpoints';

export interface CheckTime {
  /** Minutes since midnight: not before, each day. */
  readonly at: number;
  readonly timeZone: string;
}

/** Each night the journals are compared with what the server has committed to. */
export function checkpointCheckJob({ at, timeZone }: CheckTime): Job {
  const today = (micros: number) => localClock(micros / 1000, timeZone).date;
  return {
    name: 'integrity-checkpoints',
    everyMs: EVERY_MS,
    run: async (ctx) => {
      if (localClock(ctx.now() / 1000, timeZone).minute < at) return null;
      return await check(ctx, (last) => today(last.startedAt) === today(ctx.now()));
    },
  };
}

async function check(ctx: WorkerContext, isDone: (last: RunRow) => boolean) {
  const run = await beginRun(ctx, KIND, isDone);
  if (run === null) return null;
  try {
    await checkCheckpoints(ctx, run);
  } catch (error) {
    await endRun(ctx, run, { kind: KIND, error });
    throw error;
  }
  // One that was stopped stays open, and is found dead by the next process.
  if (ctx.stopping.aborted) return null;
  await endRun(ctx, run, { kind: KIND, error: null });
  return { ...run.counts };
}
