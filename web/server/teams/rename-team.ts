import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { teams } from '@workcompanion/db/schema/teams';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, ne } from 'drizzle-orm';
import type { RenameTeam } from '../../contract/teams.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { findTeam } from './list-teams.ts';

/** Throws `not-found`, `already-exists` for a name that is taken. */
export async function renameTeam(ctx: UserContext, { team: id, name }: RenameTeam): Promise<void> {
  assertRight(ctx.user, 'users');
  await withTransaction(ctx.db, async (tx) => {
    const { name: before } = await findTeam(tx, id);
    if (before === name) return;
    const taken = await tx
      .select({ id: teams.id })
      .from(teams)
      .where(and(eq(teams.name, name), ne(teams.id, id)));
    if (taken.length > 0) throw new AppError('already-exists', `There is a team "${name}".`);
    await tx.update(teams).set({ name }).where(eq(teams.id, id));
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'team.renamed',
      entityType: 'team',
      entityId: id,
      before: { name: before },
      after: { name },
    });
  });
}
