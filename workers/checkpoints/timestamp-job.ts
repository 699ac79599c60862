import { readFile } from 'node:fs/promises';
import { pemCertificates } from '@workcompanion/core/evidence/timestamp-request';
import type { CheckpointRow } from '@workcompanion/db/checkpoints/make-checkpoint';
import type { Db } from '@workcompanion/db/client';
import { checkpoints } from '@workcompanion/db/schema/checkpoints';
import { and, desc, eq, isNull, lte, or } from 'drizzle-orm';
import type { Job, WorkerContext } from '../job.ts';
import { requestTimestamp, type TimestampAuthority } from './request-timestamp.ts';

const EVERY_MS = 60_000;
/** A run: an authority must not be flooded with the hours of a year that were made up for. */
const MOST_A_RUN = 24;
/** µs. After a failure. */
const RETRY = 10 * 60_000_000;

export interface TimestampOptions {
  readonly url: string;
  /** PEM. Null: any authority is taken. */
  readonly caFile: string | null;
}

/**
 * Has the checkpoints time-stamped, the newest first: by the chain it dates all before it too. An
 * authority that is down holds up nothing: the checkpoints stand without, and it is asked again.
 */
export function timestampJob({ url, caFile }: TimestampOptions): Job {
  return {
    name: 'timestamps',
    everyMs: EVERY_MS,
    run: async (ctx) => {
      const due = await unstamped(ctx.db, ctx.now());
      if (due.length === 0) return null;
      const roots = caFile === null ? [] : pemCertificates(await readFile(caFile, 'utf8'));
      let stamped = 0;
      for (const checkpoint of due) {
        if (ctx.stopping.aborted || !(await stamp(ctx, { url, roots }, checkpoint))) break;
        stamped += 1;
      }
      return stamped > 0 ? { stamped } : null;
    },
  };
}

async function unstamped(db: Db, now: number): Promise<readonly CheckpointRow[]> {
  const { timestampToken, timestampNotBefore, number } = checkpoints;
  return await db
    .select()
    .from(checkpoints)
    .where(
      and(isNull(timestampToken), or(isNull(timestampNotBefore), lte(timestampNotBefore, now))),
    )
    .orderBy(desc(number))
    .limit(MOST_A_RUN);
}

/** False when it failed: then the others of this run would too. Two workers may both ask: the first token stays. */
async function stamp(
  { db, now, log, stopping }: WorkerContext,
  authority: TimestampAuthority,
  checkpoint: CheckpointRow,
): Promise<boolean> {
  const { number } = checkpoint;
  const still = and(eq(checkpoints.number, number), isNull(checkpoints.timestampToken));
  try {
    const { token, at } = await requestTimestamp(authority, checkpoint, stopping);
    const done = { timestampToken: token, timestampedAt: at, timestampError: null };
    await db.update(checkpoints).set(done).where(still);
    return true;
  } catch (err) {
    if (stopping.aborted) return false;
    log.warn({ checkpoint: number, err }, 'a checkpoint is not time-stamped yet');
    const timestampError = err instanceof Error ? err.message : String(err);
    const failed = { timestampError, timestampNotBefore: now() + RETRY };
    await db.update(checkpoints).set(failed).where(still);
    return false;
  }
}
