import { mergeIntervals } from '@workcompanion/core/footage/interval';
import type { PersonId, TeamId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { type PersonRight, RIGHTS_OVER_SELF, RIGHTS_OVER_TEAM, rightsOf } from '../rights.ts';
import { grantsGiving, mayBeGranted } from './granted-rights.ts';
import type { Standing, StandingGrant } from './read-standing.ts';

export interface Stretch {
  readonly from: UtcMicros;
  readonly to: UtcMicros;
}

/** The footage of one person that a right is held over: all, or stretches of it, apart and in order. */
export type Reach = 'all' | readonly Stretch[];

export interface ReachQuestion {
  readonly right: PersonRight;
  readonly person: { readonly id: PersonId; readonly teamId: TeamId | null };
  readonly now: UtcMicros;
}

/** Decides what of a person's footage a user may use a right on. An empty reach is none. */
export function reachOf(standing: Standing, { right, person, now }: ReachQuestion): Reach {
  if (holdsByRole(standing, { right, person })) return 'all';
  if (!mayBeGranted(standing.roles)) return [];
  const giving = grantsGiving(right);
  const valid = standing.grants.filter(
    (grant) => giving.includes(grant.right) && grant.expiresAt > now && isOver(grant, person),
  );
  if (valid.some(({ footageFrom, footageTo }) => footageFrom === null && footageTo === null)) {
    return 'all';
  }
  const parts = valid.map(({ footageFrom, footageTo }) => ({
    from: footageFrom ?? Number.MIN_SAFE_INTEGER,
    to: footageTo ?? Number.MAX_SAFE_INTEGER,
  }));
  return mergeIntervals(parts);
}

/** Whether a stretch of footage lies wholly in reach. */
export function isWithinReach(reach: Reach, { from, to }: Stretch): boolean {
  return reach === 'all' || reach.some((part) => part.from <= from && to <= part.to);
}

/** What of a stretch lies in reach. */
export function clipToReach(reach: Reach, { from, to }: Stretch): Stretch[] {
  const parts = reach === 'all' ? [{ from, to }] : reach;
  return parts
    .map((part) => ({ from: Math.max(from, part.from), to: Math.min(to, part.to) }))
    .filter((part) => part.from < part.to);
}

/** What lies in both. */
export function intersectReach(reach: Reach, other: readonly Stretch[]): readonly Stretch[] {
  if (reach === 'all') return other;
  return reach.flatMap((part) => clipToReach(other, part));
}

function holdsByRole(
  { roles, managedTeams, personId }: Standing,
  { right, person }: Omit<ReachQuestion, 'now'>,
): boolean {
  if (rightsOf(roles).includes(right)) return true;
  const manages =
    roles.includes('manager') && person.teamId !== null && managedTeams.includes(person.teamId);
  if (manages && RIGHTS_OVER_TEAM.includes(right)) return true;
  const isSelf = roles.includes('employee') && personId === person.id;
  return isSelf && RIGHTS_OVER_SELF.includes(right);
}

function isOver(grant: StandingGrant, person: ReachQuestion['person']): boolean {
  if (grant.personId !== null) return grant.personId === person.id;
  return grant.teamId === null || grant.teamId === person.teamId;
}
