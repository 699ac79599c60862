import type { employees } from '@workcompanion/db/schema/employees';
import { readWatchingSettings } from '../../watching/watching-settings.ts';
import type { UserContext } from '../user-context.ts';
import { mergeStretches, reachOf, type Stretch } from './reach.ts';
import type { Standing } from './standing.ts';

const MINUTE = 60_000_000;

export interface WatchDelay {
  readonly minutes: number;
  /** What is old enough, and what may be watched live. */
  readonly seen: readonly Stretch[];
}

/**
 * Whoever may watch a person, and not live, sees footage when it has reached an age: else they would
 * follow the person at a minute's distance, and nobody told them. Null for who may watch live, and
 * for oneself.
 */
export async function watchDelay(
  { db, now }: Pick<UserContext, 'db' | 'now'>,
  person: Pick<typeof employees.$inferSelect, 'id' | 'teamId'>,
  standing: Standing,
): Promise<WatchDelay | null> {
  if (standing.roles.includes('employee') && standing.employeeId === person.id) return null;
  const live = reachOf(standing, { right: 'live', person, now: now() });
  if (live === 'all') return null;
  const { delayMinutes: minutes } = await readWatchingSettings(db);
  const aged = { from: Number.MIN_SAFE_INTEGER, to: now() - minutes * MINUTE };
  return { minutes, seen: mergeStretches([aged, ...live]) };
}
