import { AppError } from '@workcompanion/core/errors';
import { passkeys } from '@workcompanion/db/schema/passkeys';
import { recoveryCodes, users } from '@workcompanion/db/schema/users';
import { formatUtcMicros } from '@workcompanion/db/schema/utc-micros';
import { and, asc, count, eq, isNull, sql } from 'drizzle-orm';
import type { Account } from '../../contract/account.ts';
import type { Passkey } from '../../contract/passkeys.ts';
import { factorColumns, secondFactorDueAt } from '../auth/second-factor-rule.ts';
import { readSignInSettings } from '../auth/sign-in-settings.ts';
import type { UserContext } from '../auth/user-context.ts';
import { listOwnSessions } from './own-sessions.ts';
import { relyingParty } from './passkeys/challenges.ts';

/** How one's own account is secured: needs no right but to be signed in. */
export async function readAccount(ctx: UserContext): Promise<Account> {
  const { db, user, config } = ctx;
  const [row] = await db
    .select({ account: users, ...factorColumns(sql`${formatUtcMicros(ctx.now())}::timestamptz`) })
    .from(users)
    .where(eq(users.id, user.id));
  if (!row) throw new AppError('not-found', 'The account is gone.');
  const { account, ...facts } = row;
  const settings = await readSignInSettings(db);
  const [left] = await db
    .select({ codes: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, user.id), isNull(recoveryCodes.usedAt)));
  return {
    hasPassword: account.passwordHash !== null,
    secondFactorSince: account.totpSince,
    passkeys: await listPasskeys(ctx),
    passkeyHost: relyingParty(config.publicUrl).rpID,
    secondFactorDueAt: secondFactorDueAt({ user: account, ...facts, settings }),
    recoveryCodesLeft: left?.codes ?? 0,
    sessions: await listOwnSessions(ctx),
  };
}

function listPasskeys({ db, user }: UserContext): Promise<Passkey[]> {
  const { id, name, createdAt, lastUsedAt } = passkeys;
  return db
    .select({ id, name, createdAt, lastUsedAt })
    .from(passkeys)
    .where(eq(passkeys.userId, user.id))
    .orderBy(asc(createdAt));
}
