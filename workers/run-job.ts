import { setTimeout as delay } from 'node:timers/promises';
import { databaseFailure } from '@workcompanion/db/database-failure';
import { FailureTally } from '@workcompanion/db/failure-tally';
import type { Job, WorkerContext } from './job.ts';

const FIRST_RETRY_MS = 5_000;

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
    await runOnce(job, ctx, health);
    await pause(waitMs(job, health), ctx.stopping);
  }
}

async function runOnce(job: Job, ctx: WorkerContext, health: JobHealth): Promise<void> {
  try {
    const done = await job.run(ctx);
    health.runs += 1;
    health.failures = 0;
    if (done) ctx.log.info({ job: job.name, ...done }, 'job done');
  } catch (err) {
    health.failures += 1;
    const outage = databaseFailure(err);
    if (outage !== null) return FailureTally.of(ctx.log).note(outage);
    ctx.log.error({ job: job.name, failures: health.failures, err }, 'job failed');
  }
}

function waitMs(job: Job, { failures }: JobHealth): number {
  return failures === 0 ? job.everyMs : Math.min(job.everyMs, FIRST_RETRY_MS * 2 ** (failures - 1));
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {});
}
