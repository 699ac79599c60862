import { AppError } from '@workcompanion/core/errors';
import type { CaseId } from '@workcompanion/core/ids';
import type { Db, Tx } from '@workcompanion/db/client';
import { caseMembers, cases } from '@workcompanion/db/schema/cases';
import { and, eq } from 'drizzle-orm';
import { grantsGiving, mayBeGranted } from '../auth/reach/granted-rights.ts';
import { readStanding } from '../auth/reach/read-standing.ts';
import { rightsOf } from '../auth/rights.ts';
import type { UserContext } from '../auth/user-context.ts';

export interface OpenedCase {
  readonly row: typeof cases.$inferSelect;
  /** Else the user reads it as an auditor. */
  readonly mayWork: boolean;
}

/** A case, to read: for its members and for auditors. To all others there is no such case. */
export async function readableCase(ctx: UserContext, id: CaseId): Promise<OpenedCase> {
  const isMember = (await isMemberOf(ctx.db, ctx, id)) && (await mayExportSome(ctx));
  if (!isMember && !rightsOf(ctx.user.roles).includes('audit')) throw missing(id);
  const row = await findCase(ctx.db, id);
  return { row, mayWork: isMember };
}

/**
 * A case, to work in: open, and the user a member. Throws `forbidden` without the right to export,
 * `not-found` for what only others know of, and `case-closed`.
 */
export async function workableCase(
  ctx: UserContext,
  id: CaseId,
  db: Db | Tx = ctx.db,
): Promise<typeof cases.$inferSelect> {
  await assertExportsSome(ctx);
  if (!(await isMemberOf(db, ctx, id))) throw missing(id);
  const row = await findCase(db, id);
  if (row.closedAt !== null) {
    throw new AppError('case-closed', 'The case is closed: open it again first.');
  }
  return row;
}

export async function isMemberOf(
  db: Db | Tx,
  { user }: Pick<UserContext, 'user'>,
  id: CaseId,
): Promise<boolean> {
  const found = await db.$count(
    caseMembers,
    and(eq(caseMembers.caseId, id), eq(caseMembers.userId, user.id)),
  );
  return found > 0;
}

async function findCase(db: Db | Tx, id: CaseId): Promise<typeof cases.$inferSelect> {
  const [row] = await db.select().from(cases).where(eq(cases.id, id));
  if (!row) throw missing(id);
  return row;
}

function missing(id: CaseId): AppError {
  return new AppError('not-found', `There is no case ${id} that you may open.`);
}

type Asker = Pick<UserContext, 'db' | 'user' | 'now'>;

/** Whether the user may export some footage at least: by role, or lent. */
export async function mayExportSome(ctx: Asker): Promise<boolean> {
  if (rightsOf(ctx.user.roles).includes('export')) return true;
  if (!mayBeGranted(ctx.user.roles)) return false;
  const giving = grantsGiving('export');
  const { grants } = await readStanding(ctx);
  return grants.some(({ right }) => giving.includes(right));
}

/** Throws `forbidden`. */
export async function assertExportsSome(ctx: Asker): Promise<void> {
  if (await mayExportSome(ctx)) return;
  throw new AppError('forbidden', 'Your account does not hold the right "export" over anybody.');
}
