import { mergeIntervals } from '@workcompanion/core/footage/interval';
import type { people } from '@workcompanion/db/schema/people';
import type { UserContext } from '../user-context.ts';
import { type Reach, reachOf, type Stretch } from './reach.ts';
import type { Standing } from './read-standing.ts';
import { readWatchingSettings } from './watching-settings.ts';

const MINUTE = 60_000_000;

export interface WatchDelay {
  readonly minutes: number;
  /** What is old enough, and what may be watched live. */
  readonly seen: readonly Stretch[];
}

interface DelayRule {
  readonly minutes: number;
  readonly now: number;
}

type Person = Pick<typeof people.$inferSelect, 'id' | 'teamId'>;

/**
 * Whoever may watch a person, and not live, sees footage when it has reached an age: else they would
 * follow the person at a minute's distance, and nobody told them. Null for who may watch live, and
 * for oneself.
 */
export async function watchDelay(
  { db, now }: Pick<UserContext, 'db' | 'now'>,
  person: Person,
  standing: Standing,
): Promise<WatchDelay | null> {
  const { delayMinutes: minutes } = await readWatchingSettings(db);
  return delayOver(standing, person, { minutes, now: now() });
}

/**
 * What lists tell of a person's footage: as much as the person's page does. Who may not watch at all is
 * given the hours as they are, and never a picture.
 */
export function toldOf(standing: Standing, person: Person, rule: DelayRule): Reach {
  const watched = reachOf(standing, { right: 'watch', person, now: rule.now });
  const mayWatch = watched === 'all' || watched.length > 0;
  return (mayWatch ? delayOver(standing, person, rule)?.seen : null) ?? 'all';
}

function delayOver(
  standing: Standing,
  person: Person,
  { minutes, now }: DelayRule,
): WatchDelay | null {
  if (standing.roles.includes('employee') && standing.personId === person.id) return null;
  const live = reachOf(standing, { right: 'live', person, now });
  if (live === 'all') return null;
  const aged = { from: Number.MIN_SAFE_INTEGER, to: now - minutes * MINUTE };
  return { minutes, seen: mergeIntervals([aged, ...live]) };
}
