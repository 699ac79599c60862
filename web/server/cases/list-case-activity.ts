import type { CaseId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { clips } from '@workcompanion/db/schema/clips';
import { exports } from '@workcompanion/db/schema/exports';
import { holds } from '@workcompanion/db/schema/holds';
import { users } from '@workcompanion/db/schema/users';
import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { AuditPage } from '../../contract/audit.ts';
import { OneCase } from '../../contract/cases.ts';
import { tellEntries } from '../audit/tell-entries.ts';
import type { UserContext } from '../auth/user-context.ts';
import { PageSize } from '../page-size.ts';
import { readableCase } from './open-case.ts';

export const ListCaseActivity = OneCase.extend({
  /** The number of the last entry of the page before. */
  cursor: z.coerce.number().int().min(1).optional(),
  limit: PageSize,
});

/** What the audit log holds of the case, its clips, holds and packages, the latest first. */
export async function listCaseActivity(
  ctx: UserContext,
  { case: id, cursor, limit }: z.infer<typeof ListCaseActivity>,
): Promise<AuditPage> {
  await readableCase(ctx, id);
  const rows = await ctx.db
    .select({ entry: auditEntries, user: { id: users.id, name: users.name } })
    .from(auditEntries)
    .leftJoin(users, eq(users.id, auditEntries.userId))
    .where(and(isOf(id), cursor === undefined ? undefined : lt(auditEntries.seq, cursor)))
    .orderBy(desc(auditEntries.seq))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return {
    items: await tellEntries(ctx.db, page),
    next: rows.length > limit ? String(page.at(-1)?.entry.seq ?? '') : null,
  };
}

function isOf(id: CaseId): SQL {
  return sql`${auditEntries.subject} = any(array(
    select 'case:' || ${id}::text
    union all select 'clip:' || ${clips.id} from ${clips} where ${clips.caseId} = ${id}
    union all select 'hold:' || ${holds.id} from ${holds} where ${holds.caseId} = ${id}
    union all select 'export:' || ${exports.id} from ${exports}
      join ${clips} on ${clips.id} = ${exports.clipId} where ${clips.caseId} = ${id}))`;
}
