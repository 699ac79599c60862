import { AppError } from '@workcompanion/core/errors';
import { newId, RemarkId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { notify } from '@workcompanion/db/notifications/notify';
import { readersOfPerson } from '@workcompanion/db/notifications/readers';
import { people } from '@workcompanion/db/schema/people';
import { remarks } from '@workcompanion/db/schema/remarks';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNull } from 'drizzle-orm';
import type { AnswerRemark, MakeRemark, Remark } from '../../contract/watching.ts';
import { reachPerson } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import { ownPerson } from '../mirror/read-mirror.ts';

/** µs: a day and its longest change of the clock. */
const LONGEST = 26 * 3_600_000_000;

/** What a person says about the own footage. Throws `forbidden`, `invalid-input`, `range-too-long`. */
export async function makeRemark(
  ctx: UserContext,
  { kind, from, to, text }: MakeRemark,
): Promise<Pick<Remark, 'id'>> {
  const personId = ownPerson(ctx.user);
  if (to < from) throw new AppError('invalid-input', 'A stretch ends after it begins.');
  if (to - from > LONGEST) throw new AppError('range-too-long', 'A remark is about a day at most.');
  const at = ctx.now();
  const id = newId(RemarkId);
  await withTransaction(ctx.db, async (tx) => {
    await tx
      .insert(remarks)
      .values({ id, personId, kind, startsAt: from, endsAt: to, text, createdAt: at });
    const [person] = await tx
      .select({ id: people.id, name: people.name, timeZone: people.timeZone })
      .from(people)
      .where(eq(people.id, personId));
    if (person !== undefined) {
      const users = await readersOfPerson(tx, personId);
      await notify(tx, { users, facts: { kind: 'remark', person, from, to }, at });
    }
    await appendAuditEntry(tx, ctx, {
      at,
      action: kind === 'dispute' ? 'remark.disputed' : 'remark.made',
      entityType: 'person',
      entityId: personId,
      details: { remark: id, from, to, text },
    });
  });
  return { id };
}

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
