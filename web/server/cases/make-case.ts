import { CaseId, newId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { caseMembers, cases } from '@workcompanion/db/schema/cases';
import { withTransaction } from '@workcompanion/db/transaction';
import type { MakeCase } from '../../contract/cases.ts';
import type { UserContext } from '../auth/user-context.ts';
import { assertExportsSome } from './open-case.ts';

/** Whoever makes a case is its first member. */
export async function makeCase(
  ctx: UserContext,
  { title, description }: MakeCase,
): Promise<{ readonly id: CaseId }> {
  await assertExportsSome(ctx);
  const at = ctx.now();
  const id = newId(CaseId, at / 1000);
  const by = ctx.user.id;
  await withTransaction(ctx.db, async (tx) => {
    await tx.insert(cases).values({ id, title, description, createdAt: at, createdBy: by });
    await tx.insert(caseMembers).values({ caseId: id, userId: by, addedAt: at, addedBy: by });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'case.made',
      entityType: 'case',
      entityId: id,
      details: { title },
    });
  });
  return { id };
}
