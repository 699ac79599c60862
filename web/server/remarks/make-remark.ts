import { AppError } from '@workcompanion/core/errors';
import { newId, RemarkId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { notify } from '@workcompanion/db/notifications/notify';
import { readersOfPerson } from '@workcompanion/db/notifications/readers';
import { people } from '@workcompanion/db/schema/people';
import { remarks } from '@workcompanion/db/schema/remarks';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { MakeRemark, Remark } from '../../contract/watching.ts';
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
