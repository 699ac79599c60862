import { AppError } from '@workcompanion/core/errors';
import { BookmarkId, newId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { bookmarks } from '@workcompanion/db/schema/bookmarks';
import { devices } from '@workcompanion/db/schema/devices';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type { MakeBookmark } from '../../contract/bookmarks.ts';
import { isWithinReach } from '../auth/reach/reach.ts';
import { beyondReach, reachPerson } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';

/** µs: 26 h. No bookmark is longer, so that those of a window are found by their start. */
export const MAX_BOOKMARK = 26 * 3_600_000_000;

/** Throws `forbidden`, `not-found`, `range-too-long`. */
export async function makeBookmark(
  ctx: UserContext,
  wish: MakeBookmark,
): Promise<{ readonly id: BookmarkId }> {
  const { reach } = await reachPerson(ctx, 'watch', wish.person);
  if (!isWithinReach(reach, wish)) throw beyondReach('watch');
  if (wish.to - wish.from > MAX_BOOKMARK) {
    throw new AppError('range-too-long', 'A bookmark is at most 26 hours long.');
  }
  const { person, lane, from, to, kind, note } = wish;
  const id = newId(BookmarkId);
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    await assertLaneExists(tx, wish);
    await tx.insert(bookmarks).values({
      id,
      personId: person,
      deviceId: lane?.device ?? null,
      display: lane?.display ?? null,
      startsAt: from,
      endsAt: to,
      kind,
      note,
      userId: ctx.user.id,
      createdAt: at,
    });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'bookmark.made',
      entityType: 'person',
      entityId: person,
      details: { bookmark: id, lane, from, to, kind, note },
    });
  });
  return { id };
}

async function assertLaneExists(tx: Tx, { person, lane }: MakeBookmark): Promise<void> {
  if (lane === null) return;
  const [device] = await tx
    .select({ id: devices.id })
    .from(devices)
    .where(and(eq(devices.id, lane.device), eq(devices.personId, person)));
  if (!device) throw new AppError('not-found', `That person has no device ${lane.device}.`);
}
