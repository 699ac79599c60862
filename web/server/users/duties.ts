import { AppError } from '@workcompanion/core/errors';
import type { PersonId, TeamId, UserId } from '@workcompanion/core/ids';
import type { Db, Tx } from '@workcompanion/db/client';
import { grants } from '@workcompanion/db/schema/grants';
import { people } from '@workcompanion/db/schema/people';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { and, arrayContains, asc, eq, gt, inArray, isNull, ne } from 'drizzle-orm';
import type { Gain } from '../../contract/control.ts';
import { type Duties, gainedDuties, NO_DUTIES } from '../control/powers.ts';

type UserRow = typeof users.$inferSelect;

/** More names would help nobody. */
const SHOWN = 20;

/** Who runs the system and watches recordings too. */
export async function bothDuties(db: Db): Promise<string[]> {
  const rows = await db
    .select({ name: users.name })
    .from(users)
    .where(and(arrayContains(users.roles, ['admin', 'compliance']), isNull(users.disabledAt)))
    .orderBy(asc(users.name))
    .limit(SHOWN);
  return rows.map(({ name }) => name);
}

/** What an account was given, in an order that is always the same. */
export async function readDuties(
  tx: Tx,
  { id, name, roles, personId }: UserRow,
): Promise<Duties & { readonly name: string }> {
  const managed = await tx
    .select({ team: teamManagers.teamId })
    .from(teamManagers)
    .where(eq(teamManagers.userId, id))
    .orderBy(asc(teamManagers.teamId));
  return { name, roles, teams: managed.map(({ team }) => team), personId };
}

/** What whoever gets into the account gets. Empty: it may neither watch nor agree to anything. */
export async function gainsOfOpening(tx: Tx, user: UserRow, now: number): Promise<Gain[]> {
  const duties = gainedDuties(NO_DUTIES, await readDuties(tx, user));
  const lent = await tx.$count(
    grants,
    and(eq(grants.userId, user.id), gt(grants.expiresAt, now), isNull(grants.withdrawnAt)),
  );
  const gains: Gain[] = lent > 0 ? [...duties, 'lent'] : duties;
  return gains.length === 0 ? [] : ['opens-account', ...gains];
}

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
