import { AppError } from '@workcompanion/core/errors';
import { newId, PurposeId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { purposes } from '@workcompanion/db/schema/purposes';
import { withTransaction } from '@workcompanion/db/transaction';
import type { DeclarePurpose, Purpose } from '../../contract/watching.ts';
import { assertRight } from '../auth/assert-right.ts';
import { reachPerson } from '../auth/reach/reach-person.ts';
import { readWatchingSettings } from '../auth/reach/watching-settings.ts';
import type { UserContext } from '../auth/user-context.ts';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;

/**
 * Says why the user watches a person. Throws `forbidden`, `not-found`, and `invalid-input` when what
 * needs words has none.
 */
export async function declarePurpose(
  ctx: UserContext,
  { person, reason, note, undisclosedDays }: DeclarePurpose,
): Promise<Purpose> {
  await reachPerson(ctx, 'watch', person);
  if (undisclosedDays !== null) assertRight(ctx.user, 'hold');
  const { purposeHours, wordsRequired } = await readWatchingSettings(ctx.db);
  if (note === '' && (wordsRequired || reason === 'other' || undisclosedDays !== null)) {
    throw new AppError('invalid-input', 'Say in words what it is for.');
  }
  const at = ctx.now();
  const purpose: Purpose = {
    id: newId(PurposeId),
    reason,
    note,
    declaredAt: at,
    endsAt: at + purposeHours * HOUR,
    undisclosedUntil: undisclosedDays === null ? null : at + undisclosedDays * DAY,
  };
  await withTransaction(ctx.db, async (tx) => {
    await tx.insert(purposes).values({ ...purpose, userId: ctx.user.id, personId: person });
    await appendAuditEntry(tx, ctx, {
      at,
      action: undisclosedDays === null ? 'purpose.declared' : 'purpose.declared-undisclosed',
      entityType: 'person',
      entityId: person,
      details: { purpose: purpose.id, reason, note, undisclosedDays },
    });
  });
  return purpose;
}
