import { AppError } from '@workcompanion/core/errors';
import type { PersonId, TeamId, UserId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { people } from '@workcompanion/db/schema/people';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { and, eq, inArray, ne } from 'drizzle-orm';

/** Throws `not-found` (no such person), `already-exists` (another account is linked to them). */
export async function assertPersonFree(
  tx: Tx,
  { user, personId }: { readonly user: UserId; readonly personId: PersonId | null },
): Promise<void> {
  if (personId === null) return;
  const person = await tx.select({ id: people.id }).from(people).where(eq(people.id, personId));
  if (person.length === 0) throw new AppError('not-found', `There is no person ${personId}.`);
  const taken = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.personId, personId), ne(users.id, user)));
  if (taken.length > 0) {
    throw new AppError('already-exists', `Another account is linked to person ${personId}.`);
  }
}

/** Throws `not-found` for one that is not there. */
export async function assertTeams(tx: Tx, wanted: readonly TeamId[]): Promise<void> {
  const ids = [...new Set(wanted)];
  const known = await tx.select({ id: teams.id }).from(teams).where(inArray(teams.id, ids));
  if (known.length < ids.length) throw new AppError('not-found', 'One of the teams is gone.');
}

/** Makes these the teams that the user manages. Throws `not-found`. */
export async function setManagedTeams(
  tx: Tx,
  { user, teams: wanted }: { readonly user: UserId; readonly teams: readonly TeamId[] },
): Promise<void> {
  await assertTeams(tx, wanted);
  const ids = [...new Set(wanted)];
  await tx.delete(teamManagers).where(eq(teamManagers.userId, user));
  if (ids.length === 0) return;
  await tx.insert(teamManagers).values(ids.map((teamId) => ({ teamId, userId: user })));
}
