import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { users } from '@workcompanion/db/schema/users';
import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { AuditPage } from '../../contract/audit.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { PageSize } from '../page-size.ts';
import { AuditFilters, matchesFilters } from './audit-filters.ts';
import { subjectNames } from './subject-names.ts';

export const ListAudit = AuditFilters.extend({
  /** The number of the last entry of the page before. */
  cursor: z.coerce.number().int().min(1).optional(),
  limit: PageSize,
});

/** What was done, the latest first. */
export async function listAudit(
  ctx: UserContext,
  { cursor, limit, ...filters }: z.infer<typeof ListAudit>,
): Promise<AuditPage> {
  assertRight(ctx.user, 'audit');
  const rows = await ctx.db
    .select({ entry: auditEntries, user: { id: users.id, name: users.name } })
    .from(auditEntries)
    .leftJoin(users, eq(users.id, auditEntries.userId))
    .where(
      and(matchesFilters(filters), cursor === undefined ? undefined : lt(auditEntries.seq, cursor)),
    )
    .orderBy(desc(auditEntries.seq))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const names = await subjectNames(
    ctx.db,
    page.map(({ entry }) => entry.subject),
  );
  return {
    items: page.map(({ entry: { seq, at, action, subject, details }, user }) => ({
      ...{ seq, at, user, action, subject, details },
      subjectName: names.get(subject) ?? null,
    })),
    next: rows.length > limit ? String(page.at(-1)?.entry.seq ?? '') : null,
  };
}
