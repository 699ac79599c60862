import { CaseNoteId, newId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { caseNotes } from '@workcompanion/db/schema/case-notes';
import { withTransaction } from '@workcompanion/db/transaction';
import type { WriteNote } from '../../contract/cases.ts';
import type { UserContext } from '../auth/user-context.ts';
import { workableCase } from './open-case.ts';

/** For good: a note is neither changed nor taken away. */
export async function writeNote(
  ctx: UserContext,
  { case: caseId, text }: WriteNote,
): Promise<{ readonly id: CaseNoteId }> {
  await workableCase(ctx, caseId);
  const at = ctx.now();
  const id = newId(CaseNoteId, at / 1000);
  await withTransaction(ctx.db, async (tx) => {
    await tx.insert(caseNotes).values({ id, caseId, userId: ctx.user.id, text, writtenAt: at });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'case.note-written',
      entityType: 'case',
      entityId: caseId,
      details: { noteId: id, text },
    });
  });
  return { id };
}
