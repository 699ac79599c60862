import { AppError } from '@workcompanion/core/errors';
import { controlRequests } from '@workcompanion/db/schema/control-requests';
import { and, desc, gt, isNull } from 'drizzle-orm';
import { ControlKind, type ControlState } from '../../contract/control.ts';
import type { Right } from '../../contract/session.ts';
import { rightsOf } from '../auth/rights.ts';
import type { SignedInUser, UserContext } from '../auth/user-context.ts';
import { readAgreeingAccounts } from '../control/agreeing-accounts.ts';
import { openSince } from '../control/controlled-change.ts';

/** One of them is enough: whoever could agree, and whoever is told of it. */
const RIGHTS: readonly Right[] = ['agree', 'audit'];

/** More than wait anywhere; the list itself has pages. */
const MOST = 500;

/** Whether two people are needed, and what waits for the second: for marks on other pages. */
export async function readControlState(ctx: UserContext): Promise<ControlState> {
  assertSeesControl(ctx.user);
  const { id, kind, subject, requestedBy, decision, requestedAt } = controlRequests;
  const [accounts, rows] = await Promise.all([
    readAgreeingAccounts(ctx.db),
    ctx.db
      .select({ id, kind, subject, requestedBy })
      .from(controlRequests)
      .where(and(isNull(decision), gt(requestedAt, openSince(ctx.now()))))
      .orderBy(desc(id))
      .limit(MOST),
  ]);
  return {
    isAlone: accounts.length <= 1,
    waiting: rows.map((row) => ({
      id: row.id,
      kind: ControlKind.parse(row.kind),
      subject: row.subject,
      isOwn: row.requestedBy === ctx.user.id,
    })),
  };
}

/** Throws `forbidden`. */
export function assertSeesControl({ roles }: SignedInUser): void {
  if (rightsOf(roles).some((right) => RIGHTS.includes(right))) return;
  throw new AppError('forbidden', 'Your account neither agrees to changes nor audits them.');
}
