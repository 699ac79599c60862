import { segmentIdOfKey, segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { readOrphanHold } from '@workcompanion/db/queries/orphan-hold';
import { OBJECT_KEY_COLUMNS, segments } from '@workcompanion/db/schema/segments';
import { sql } from 'drizzle-orm';
import type { Job, WorkerContext } from '../job.ts';
import { removeAttempts } from './remove-attempts.ts';
import { removeIfOrphan } from './remove-if-orphan.ts';

const EVERY_MS = 6 * 3_600_000;
/** Keys that one query looks up. */
const BATCH = 1_000;

export interface OrphanOptions {
  readonly hotDir: string;
  /** Younger files are left alone: they may still get their row. */
  readonly afterMs: number;
}

interface Removed {
  orphans: number;
  /** Without a row, and kept, for their statement may still come. */
  held: number;
  attempts: number;
}

/**
 * The one place where files of the hot store go for want of a row: what a crash left between a file
 * and its row, and bodies that nobody went on with. No request does that.
 */
export function removeOrphans(options: OrphanOptions): Job {
  return {
    name: 'remove-orphans',
    everyMs: EVERY_MS,
    run: async (ctx) => {
      const heldUntil = await readOrphanHold(ctx.db);
      if (heldUntil !== null && heldUntil > ctx.now()) return null;
      const before = ctx.now() / 1000 - options.afterMs;
      const removed: Removed = { orphans: 0, held: 0, attempts: 0 };
      removed.attempts = await removeAttempts(options.hotDir, before);
      for await (const key of unknownKeys(ctx)) {
        if (ctx.stopping.aborted) break;
        const written = await ctx.hot.writtenAt(key);
        if (written === null || written > before) continue;
        const outcome = await removeIfOrphan(ctx, key);
        if (outcome === 'held') removed.held += 1;
        if (outcome === 'removed') removed.orphans += 1;
      }
      return removed.orphans + removed.held + removed.attempts > 0 ? { ...removed } : null;
    },
  };
}

/** Keys of segments that no row has. What is not named as a segment is none of ours. */
async function* unknownKeys(ctx: WorkerContext): AsyncGenerator<string> {
  let batch: string[] = [];
  for await (const { key } of ctx.hot.list('')) {
    if (segmentIdOfKey(key) !== null) batch.push(key);
    if (batch.length < BATCH) continue;
    yield* await withoutRow(ctx, batch);
    batch = [];
  }
  yield* await withoutRow(ctx, batch);
}

async function withoutRow({ db }: WorkerContext, keys: readonly string[]): Promise<string[]> {
  const ids = keys.map(segmentIdOfKey);
  const rows = await db
    .select(OBJECT_KEY_COLUMNS)
    .from(segments)
    .where(sql`id = any(${sql.param(ids)}::uuid[])`);
  const known = new Set(rows.map(segmentObjectKey));
  return keys.filter((key) => !known.has(key));
}
