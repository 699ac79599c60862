import type { CaseId } from '@workcompanion/core/ids';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { clips } from '@workcompanion/db/schema/clips';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { holds } from '@workcompanion/db/schema/holds';
import { users } from '@workcompanion/db/schema/users';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { AuditPage } from '../../contract/audit.ts';
import type { ListCaseActivity } from '../../contract/cases.ts';
import { tellEntries } from '../audit/tell-entries.ts';
import type { UserContext } from '../auth/user-context.ts';
import { keyset, type SortKey } from '../lists/keyset.ts';
import { readableCase } from './open-case.ts';

/** Numbers follow each other as time does. */
const SEQ: SortKey = { value: auditEntries.seq, type: 'bigint' };

/** What the audit log holds of the case, its clips, holds and packages, the latest first or as it came. */
export async function listCaseActivity(
  ctx: UserContext,
  { case: id, sort, cursor, limit }: ListCaseActivity,
): Promise<AuditPage> {
  await readableCase(ctx, id);
  const order = keyset({ keys: { time: SEQ }, id: SEQ, sort, cursor });
  const rows = await ctx.db
    .select({ entry: auditEntries, user: { id: users.id, name: users.name }, key: order.key })
    .from(auditEntries)
    .leftJoin(users, eq(users.id, auditEntries.userId))
    .where(and(isOf(id), order.after))
    .orderBy(...order.by)
    .limit(limit + 1);
  const { page, next } = order.cut(rows, { limit, idOf: ({ entry }) => entry.seq });
  return { items: await tellEntries(ctx.db, page), next };
}

function isOf(id: CaseId): SQL {
  return sql`(${auditEntries.entityType}, ${auditEntries.entityId}) in (
    select 'case', ${id}::text
    union all select 'clip', ${clips.id}::text from ${clips} where ${clips.caseId} = ${id}
    union all select 'hold', ${holds.id}::text from ${holds} where ${holds.caseId} = ${id}
    union all select 'evidence-package', ${evidencePackages.id}::text from ${evidencePackages}
      join ${clips} on ${clips.id} = ${evidencePackages.clipId} where ${clips.caseId} = ${id})`;
}
