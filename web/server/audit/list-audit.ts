import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { users } from '@workcompanion/db/schema/users';
import { and, eq, gte, lt, type SQL } from 'drizzle-orm';
import type { AuditFilters, AuditPage, ListAudit } from '../../contract/audit.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { keyset, type SortKey } from '../lists/keyset.ts';
import { tellEntries } from './tell-entries.ts';

/** Numbers follow each other as time does. */
const SEQ: SortKey = { value: auditEntries.seq, type: 'bigint' };

/** What was done, the latest first or in the order in which it was. */
export async function listAudit(
  ctx: UserContext,
  { sort, cursor, limit, ...filters }: ListAudit,
): Promise<AuditPage> {
  assertRight(ctx.user, 'audit');
  const order = keyset({ keys: { time: SEQ }, id: SEQ, sort, cursor });
  const rows = await ctx.db
    .select({ entry: auditEntries, user: { id: users.id, name: users.name }, key: order.key })
    .from(auditEntries)
    .leftJoin(users, eq(users.id, auditEntries.userId))
    .where(and(matchesFilters(filters), order.after))
    .orderBy(...order.by)
    .limit(limit + 1);
  const { page, next } = order.cut(rows, { limit, idOf: ({ entry }) => entry.seq });
  return { items: await tellEntries(ctx.db, page), next };
}

export function matchesFilters({
  user,
  action,
  entityType,
  entityId,
  from,
  to,
}: AuditFilters): SQL | undefined {
  return and(
    user && eq(auditEntries.userId, user),
    action ? eq(auditEntries.action, action) : undefined,
    entityType ? eq(auditEntries.entityType, entityType) : undefined,
    entityId ? eq(auditEntries.entityId, entityId) : undefined,
    from === undefined ? undefined : gte(auditEntries.at, from),
    to === undefined ? undefined : lt(auditEntries.at, to),
  );
}
