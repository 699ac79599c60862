import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { notify } from '@workcompanion/db/notifications/notify';
import { people } from '@workcompanion/db/schema/people';
import { remarks } from '@workcompanion/db/schema/remarks';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNull } from 'drizzle-orm';
import type { AnswerRemark } from '../../contract/watching.ts';
import { reachPerson } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Answers a person by whoever may watch them, once. Throws `not-found`, `forbidden`, `already-exists`. */
export async function answerRemark(
  ctx: UserContext,
  { remark: id, answer }: AnswerRemark,
): Promise<void> {
  const [remark] = await ctx.db.select().from(remarks).where(eq(remarks.id, id));
  if (!remark) throw new AppError('not-found', `There is no remark ${id}.`);
  await reachPerson(ctx, 'watch', remark.personId);
  if (ctx.user.personId === remark.personId) {
    throw new AppError('forbidden', 'Nobody answers the own remark.');
  }
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const [open] = await tx.select().from(remarks).where(eq(remarks.id, id)).for('update');
    if (open?.answer !== null) throw new AppError('already-exists', 'It was answered already.');
    await tx
      .update(remarks)
      .set({ answer, answeredAt: at, answeredBy: ctx.user.id })
      .where(eq(remarks.id, id));
    await tellAuthor(tx, remark, { by: ctx.user.name, at });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'remark.answered',
      entityType: 'person',
      entityId: remark.personId,
      details: { remark: id, answer },
    });
  });
}

interface Answered {
  /** The name of whoever answered. */
  readonly by: string;
  readonly at: number;
}

/** Whoever made the remark, if they still have an account. */
async function tellAuthor(
  tx: Tx,
  { personId, startsAt: from, endsAt: to }: typeof remarks.$inferSelect,
  { by, at }: Answered,
): Promise<void> {
  const [author] = await tx
    .select({
      user: users.id,
      person: { id: people.id, name: people.name, timeZone: people.timeZone },
    })
    .from(users)
    .innerJoin(people, eq(people.id, users.personId))
    .where(and(eq(users.personId, personId), isNull(users.disabledAt)));
  if (author === undefined) return;
  const { user, person } = author;
  await notify(tx, { users: [user], facts: { kind: 'answer', person, from, to, by }, at });
}
