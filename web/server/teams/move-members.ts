import type { EmployeeId, TeamId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { employees } from '@workcompanion/db/schema/employees';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, inArray, isNull, ne, or } from 'drizzle-orm';
import type { MoveMembers } from '../../contract/teams.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { findTeam } from './find-team.ts';

/** Lets people join the team, out of whichever they were in, and leave it. Throws `not-found`. */
export async function moveMembers(ctx: UserContext, wish: MoveMembers): Promise<void> {
  assertRight(ctx.user, 'users');
  const { team } = wish;
  await withTransaction(ctx.db, async (tx) => {
    const { name } = await findTeam(tx, team);
    const joined = await join(tx, team, wish.join);
    const left = await leave(tx, team, wish.leave);
    if (joined.length + left.length === 0) return;
    await appendAuditEntry(tx, {
      at: ctx.now(),
      userId: ctx.user.id,
      action: 'team.members-changed',
      subject: `team:${team}`,
      details: { name, joined, left },
    });
  });
}

/** Those who were not in it already. */
async function join(tx: Tx, team: TeamId, people: readonly EmployeeId[]): Promise<string[]> {
  const rows = await tx
    .update(employees)
    .set({ teamId: team })
    .where(
      and(
        inArray(employees.id, [...people]),
        or(isNull(employees.teamId), ne(employees.teamId, team)),
      ),
    )
    .returning({ id: employees.id });
  return rows.map(({ id }) => id);
}

async function leave(tx: Tx, team: TeamId, people: readonly EmployeeId[]): Promise<string[]> {
  const rows = await tx
    .update(employees)
    .set({ teamId: null })
    .where(and(inArray(employees.id, [...people]), eq(employees.teamId, team)))
    .returning({ id: employees.id });
  return rows.map(({ id }) => id);
}
