import type { Role } from '@workcompanion/core/access';
import type { CaseId, PersonId, UserId } from '@workcompanion/core/ids';
import { and, arrayContains, eq, isNull, ne, or } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { caseMembers } from '../schema/cases.ts';
import { people } from '../schema/people.ts';
import { teamManagers } from '../schema/team-managers.ts';
import { users } from '../schema/users.ts';

const idsOf = (rows: readonly { readonly id: UserId }[]): UserId[] => rows.map(({ id }) => id);

/** Accounts in use that hold the role. */
export async function readersOfRole(tx: Tx, role: Role): Promise<UserId[]> {
  return idsOf(
    await tx
      .select({ id: users.id })
      .from(users)
      .where(and(arrayContains(users.roles, [role]), isNull(users.disabledAt))),
  );
}

/** Members of a case whose accounts are in use. */
export async function readersOfCase(tx: Tx, caseId: CaseId): Promise<UserId[]> {
  return idsOf(
    await tx
      .select({ id: users.id })
      .from(caseMembers)
      .innerJoin(users, eq(users.id, caseMembers.userId))
      .where(and(eq(caseMembers.caseId, caseId), isNull(users.disabledAt))),
  );
}

/** Who answers a person: the managers of the team, or compliance where there are none. */
export async function readersOfPerson(tx: Tx, personId: PersonId): Promise<UserId[]> {
  const managers = await tx
    .select({ id: users.id })
    .from(people)
    .innerJoin(teamManagers, eq(teamManagers.teamId, people.teamId))
    .innerJoin(users, eq(users.id, teamManagers.userId))
    .where(
      and(
        eq(people.id, personId),
        arrayContains(users.roles, ['manager']),
        isNull(users.disabledAt),
        or(isNull(users.personId), ne(users.personId, personId)),
      ),
    );
  return managers.length > 0 ? idsOf(managers) : readersOfRole(tx, 'compliance');
}
