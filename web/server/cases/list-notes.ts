import { caseNotes } from '@workcompanion/db/schema/case-notes';
import { users } from '@workcompanion/db/schema/users';
import { and, desc, eq, lt } from 'drizzle-orm';
import type { CaseNotesPage, ListNotes } from '../../contract/cases.ts';
import type { UserContext } from '../auth/user-context.ts';
import { readableCase } from './open-case.ts';

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
