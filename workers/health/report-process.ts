import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import {
  type WorkerArchiveSettings,
  type WorkerJobHealth,
  workerProcesses,
} from '@workcompanion/db/schema/worker-processes';
import { eq, lt } from 'drizzle-orm';
import type { Job, WorkerContext } from '../job.ts';

export interface ProcessFacts {
  readonly name: string;
  readonly startedAt: UtcMicros;
  readonly archive: WorkerArchiveSettings | null;
  readonly jobs: () => readonly WorkerJobHealth[];
}

const REPORT_EVERY_MS = 10_000;
/** µs */
const KEPT = 24 * 3_600_000_000;

/** Says in the database that this process lives, how its jobs do, and by what settings. */
export function reportProcess({ name, startedAt, archive, jobs }: ProcessFacts): Job {
  return {
    name: 'report-process',
    everyMs: REPORT_EVERY_MS,
    run: async ({ db, now }) => {
      const seenAt = now();
      const row = { startedAt, seenAt, archive, jobs: jobs(), nodeVersion: process.version };
      await db
        .insert(workerProcesses)
        .values({ name, ...row })
        .onConflictDoUpdate({ target: workerProcesses.name, set: row });
      await db.delete(workerProcesses).where(lt(workerProcesses.seenAt, seenAt - KEPT));
      return null;
    },
  };
}

/** A process that ends as it was asked to is not missed. */
export async function withdrawProcess({ db, log }: WorkerContext, name: string): Promise<void> {
  try {
    await db.delete(workerProcesses).where(eq(workerProcesses.name, name));
  } catch (err) {
    log.warn({ err }, 'this process still stands in the list of workers');
  }
}
