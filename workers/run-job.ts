import { setTimeout as delay } from 'node:timers/promises';
import { DATABASE_SILENT, databaseFailure } from '@workcompanion/db/database-failure';
import { FailureTally } from '@workcompanion/db/failure-tally';
import type { Job, WorkerContext } from './job.ts';

const FIRST_RETRY_MS = 5_000;
/** Whatever the database's absence has failed goes on soon after its return. */
const OUTAGE_RETRY_MS = 2_000;

/** What the health line says of a job. */
export interface JobHealth {
  runs: number;
  /** Failures since the last success. */
  failures: number;
}

/**
 * Runs a job at once and then each `everyMs` until the process stops. After a failure it comes back
 * sooner: 5 s, doubling up to its usual time. Resolves when no run is under way any more.
 */
export async function runJob(job: Job, ctx: WorkerContext, health: JobHealth): Promise<void> {
  while (!ctx.stopping.aborted) {
    await pause(await runOnce(job, ctx, health), ctx.stopping);
  }
}

/** Returns after how many ms it shall run again. */
async function runOnce(job: Job, ctx: WorkerContext, health: JobHealth): Promise<number> {
  try {
    const done = await job.run(ctx);
    health.runs += 1;
    health.failures = 0;
    if (done) ctx.log.info({ job: job.name, ...done }, 'job done');
    return job.everyMs;
  } catch (err) {
    health.failures += 1;
    const outage = databaseFailure(err);
    if (outage !== null) FailureTally.of(ctx.log).note(outage);
    else ctx.log.error({ job: job.name, failures: health.failures, err }, 'job failed');
    if (outage?.message === DATABASE_SILENT) return Math.min(job.everyMs, OUTAGE_RETRY_MS);
    return Math.min(job.everyMs, FIRST_RETRY_MS * 2 ** (health.failures - 1));
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {});
}
