import type { CaseId } from '@workcompanion/core/ids';
import { devices } from '@workcompanion/db/schema/devices';
import { holds } from '@workcompanion/db/schema/holds';
import { people } from '@workcompanion/db/schema/people';
import { users } from '@workcompanion/db/schema/users';
import { and, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { HoldStatus, HoldsPage, ListHolds } from '../../contract/holds.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { keyset, type SortKey } from '../lists/keyset.ts';

const KEYS = {
  person: { value: people.name, type: 'text' },
  stretch: { value: holds.footageFrom, type: 'timestamptz' },
  // Ids are made with what they name.
  placed: { value: holds.id, type: 'uuid' },
  ends: { value: holds.expiresAt, type: 'timestamptz', isNullable: true },
} as const satisfies Record<string, SortKey>;

const placers = alias(users, 'placers');
const releasers = alias(users, 'releasers');

/** All there ever were, the latest first or as asked for. */
export async function listHolds(ctx: UserContext, page: ListHolds): Promise<HoldsPage> {
  assertRight(ctx.user, 'list');
  return readHolds(ctx, page);
}

/** The same, of one case or of all; the caller has checked who may. */
export async function readHolds(
  ctx: Pick<UserContext, 'db' | 'now'>,
  { sort, cursor, limit, caseId }: ListHolds & { readonly caseId?: CaseId },
): Promise<HoldsPage> {
  const now = ctx.now();
  const order = keyset({ keys: KEYS, id: KEYS.placed, sort, cursor });
  const rows = await ctx.db
    .select({
      key: order.key,
      hold: holds,
      person: { id: people.id, name: people.name },
      host: devices.host,
      placedBy: placers.name,
      releasedBy: releasers.name,
    })
    .from(holds)
    .leftJoin(devices, eq(devices.id, holds.deviceId))
    .innerJoin(people, eq(people.id, sql`coalesce(${holds.personId}, ${devices.personId})`))
    .innerJoin(placers, eq(placers.id, holds.placedBy))
    .leftJoin(releasers, eq(releasers.id, holds.releasedBy))
    .where(and(order.after, caseId === undefined ? undefined : eq(holds.caseId, caseId)))
    .orderBy(...order.by)
    .limit(limit + 1);
  const { page, next } = order.cut(rows, { limit, idOf: ({ hold }) => hold.id });
  const items = page.map(({ hold, person, host, placedBy, releasedBy }) => ({
    id: hold.id,
    person,
    device:
      hold.deviceId === null || host === null
        ? null
        : { id: hold.deviceId, hostname: host.hostname },
    from: hold.footageFrom,
    to: hold.footageTo,
    reason: hold.reason,
    expiresAt: hold.expiresAt,
    status: statusOf(hold, now),
    placedAt: hold.placedAt,
    placedBy,
    released:
      hold.releasedAt === null
        ? null
        : { at: hold.releasedAt, by: releasedBy ?? '', reason: hold.releaseReason ?? '' },
  }));
  return { items, next };
}

function statusOf(
  { releasedAt, expiresAt }: Pick<typeof holds.$inferSelect, 'releasedAt' | 'expiresAt'>,
  now: number,
): HoldStatus {
  if (releasedAt !== null) return 'released';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'in-force';
}
