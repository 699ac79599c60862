import { isAppError } from '@workcompanion/core/errors';
import type { Restorable, RestoreState } from '@workcompanion/core/storage/restorable';
import { and, eq, isNull } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { restores } from '../schema/restores.ts';

export type Restore = typeof restores.$inferSelect;

export interface RestoreContext {
  readonly db: Db;
  /** UTC µs. */
  readonly now: () => number;
  readonly log: { warn(facts: object, message: string): void };
}

/** A restored copy stays readable for so long; the cache keeps what was watched for longer. */
const DAYS = 3;

/**
 * Asks the archive how a blob stands, asks for its restore if nobody has (as after a crash between
 * our row and the request), and keeps the answer. An archive that does not answer is asked again
 * later. May run twice.
 */
export async function advanceRestore(
  ctx: RestoreContext,
  restorable: Restorable,
  { restore, key }: { readonly restore: Restore; readonly key: string },
): Promise<void> {
  try {
    const state = await restorable.restoreState(key);
    if (state.kind === 'frozen') await restorable.restore(key, { days: DAYS, tier: restore.tier });
    await note(ctx, restore, answerOf(state, ctx.now()));
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'blob-missing') {
      await note(ctx, restore, { failedAt: ctx.now(), lastError: error.code });
      return;
    }
    ctx.log.warn({ err: error, segment: restore.segmentId }, 'a restore could not be asked for');
    await note(ctx, restore, { lastError: error.code });
  }
}

function answerOf(state: RestoreState, now: number): Partial<Restore> {
  if (state.kind !== 'readable') return { lastError: null };
  const readableUntil = state.untilMs === null ? null : state.untilMs * 1000;
  return { readyAt: now, readableUntil, lastError: null };
}

async function note(
  { db, now }: RestoreContext,
  { id }: Restore,
  answer: Partial<Restore>,
): Promise<void> {
  await db
    .update(restores)
    .set({ checkedAt: now(), ...answer })
    .where(and(eq(restores.id, id), isNull(restores.readyAt), isNull(restores.failedAt)));
}
