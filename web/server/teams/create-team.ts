import { AppError } from '@workcompanion/core/errors';
import { newId, TeamId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { teams } from '@workcompanion/db/schema/teams';
import { withTransaction } from '@workcompanion/db/transaction';
import type { CreateTeam } from '../../contract/teams.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Throws `already-exists` for a name that is taken. */
export async function createTeam(
  ctx: UserContext,
  { name }: CreateTeam,
): Promise<{ readonly id: TeamId }> {
  assertRight(ctx.user, 'users');
  const id = newId(TeamId);
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const made = await tx
      .insert(teams)
      .values({ id, name, createdAt: at })
      .onConflictDoNothing()
      .returning({ id: teams.id });
    if (made.length === 0) throw new AppError('already-exists', `There is a team "${name}".`);
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'team.created',
      entityType: 'team',
      entityId: id,
      details: { name },
    });
  });
  return { id };
}
