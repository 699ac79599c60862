import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { people } from '@workcompanion/db/schema/people';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { RenamePerson } from '../../contract/people.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Whoever enrolled is known by a login; what people call them is said here. Throws `not-found`. */
export async function renamePerson(
  ctx: UserContext,
  { person: id, name }: RenamePerson,
): Promise<void> {
  assertRight(ctx.user, 'users');
  await withTransaction(ctx.db, async (tx) => {
    const [before] = await tx
      .select({ name: people.name })
      .from(people)
      .where(eq(people.id, id))
      .for('update');
    if (!before) throw new AppError('not-found', `There is no person ${id}.`);
    if (before.name === name) return;
    await tx.update(people).set({ name }).where(eq(people.id, id));
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'person.renamed',
      entityType: 'person',
      entityId: id,
      before,
      after: { name },
    });
  });
}
