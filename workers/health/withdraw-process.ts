import { workerProcesses } from '@workcompanion/db/schema/worker-processes';
import { eq } from 'drizzle-orm';
import type { WorkerContext } from '../job.ts';

/** A process that ends as it was asked to is not missed. */
export async function withdrawProcess({ db, log }: WorkerContext, name: string): Promise<void> {
  try {
    await db.delete(workerProcesses).where(eq(workerProcesses.name, name));
  } catch (err) {
    log.warn({ err }, 'this process still stands in the list of workers');
  }
}
