import type { Tx } from '@workcompanion/db/client';
import { grants } from '@workcompanion/db/schema/grants';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import type { users } from '@workcompanion/db/schema/users';
import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { Gain } from '../../contract/control.ts';
import { type Duties, gainedDuties, NO_DUTIES } from '../control/powers.ts';

type UserRow = typeof users.$inferSelect;

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
