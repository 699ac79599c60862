import { recoveryCodes } from '@workcompanion/db/schema/recovery-codes';
import { users } from '@workcompanion/db/schema/users';
import { and, count, eq, isNull } from 'drizzle-orm';
import type { Account } from '../../contract/account.ts';
import type { UserContext } from '../auth/user-context.ts';
import { listOwnSessions } from './list-own-sessions.ts';

/** How one's own account is secured: needs no right but to be signed in. */
export async function readAccount(ctx: UserContext): Promise<Account> {
  const { db, user } = ctx;
  const [row] = await db.select().from(users).where(eq(users.id, user.id));
  const [left] = await db
    .select({ codes: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, user.id), isNull(recoveryCodes.usedAt)));
  return {
    hasPassword: (row?.passwordHash ?? null) !== null,
    secondFactorSince: row?.totpSince ?? null,
    recoveryCodesLeft: left?.codes ?? 0,
    sessions: await listOwnSessions(ctx),
  };
}
