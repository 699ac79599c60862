import { controlRequests } from '@workcompanion/db/schema/control-requests';
import { and, desc, gt, isNull } from 'drizzle-orm';
import { ControlKind, type ControlState } from '../../contract/control.ts';
import type { UserContext } from '../auth/user-context.ts';
import { readAgreeingAccounts } from '../control/agreeing-accounts.ts';
import { openSince } from '../control/answer-time.ts';
import { assertSeesControl } from './assert-sees-control.ts';

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
