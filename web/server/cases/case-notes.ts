import { CaseNoteId, newId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { caseNotes } from '@workcompanion/db/schema/cases';
import { users } from '@workcompanion/db/schema/users';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, desc, eq, lt } from 'drizzle-orm';
import type { CaseNotesPage, ListNotes, WriteNote } from '../../contract/cases.ts';
import type { UserContext } from '../auth/user-context.ts';
import { readableCase, workableCase } from './open-case.ts';

/** What was written in the case, the latest first. */
export async function listNotes(
  ctx: UserContext,
  { case: caseId, cursor, limit }: ListNotes,
): Promise<CaseNotesPage> {
  await readableCase(ctx, caseId);
  const { id, text, writtenAt } = caseNotes;
  const rows = await ctx.db
    .select({ id, text, writtenAt, userName: users.name })
    .from(caseNotes)
    .innerJoin(users, eq(users.id, caseNotes.userId))
    .where(and(eq(caseNotes.caseId, caseId), cursor === undefined ? undefined : lt(id, cursor)))
    .orderBy(desc(id))
    .limit(limit + 1);
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

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
