import { grants } from '@workcompanion/db/schema/grants';
import { passkeys } from '@workcompanion/db/schema/passkeys';
import { users } from '@workcompanion/db/schema/users';
import { and, eq, gt, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { SignInSettings } from '../../contract/session.ts';

/** What a session must do before all else: show the second factor, or set one up. */
export type OwedFactor = 'code' | 'set-up';

interface FactorFacts {
  readonly hasFactor: boolean;
  /** In this session, here or at the company's provider. */
  readonly hasShown: boolean;
  readonly mustHave: boolean;
}

/** µs */
const FIRST_DAY = 24 * 3_600_000_000;

type UserRow = typeof users.$inferSelect;

/** What the account's row alone does not say of second factors, as columns of a query of `users`. */
export function factorColumns(now: SQL) {
  const lent = and(
    eq(grants.userId, users.id),
    inArray(grants.right, ['watch', 'live', 'export']),
    gt(grants.expiresAt, now),
    isNull(grants.withdrawnAt),
  );
  return {
    hasPasskey: sql<boolean>`exists (select 1 from ${passkeys} where ${eq(passkeys.userId, users.id)})`,
    mayWatchByGrant: sql<boolean>`exists (select 1 from ${grants} where ${lent})`,
    isOnlyAccount: sql<boolean>`(select count(*) = 1 from (select 1 from users limit 2) as first_two)`,
  };
}

interface RuleFacts {
  readonly user: Pick<UserRow, 'roles' | 'createdAt'>;
  readonly mayWatchByGrant: boolean;
  readonly isOnlyAccount: boolean;
  readonly settings: Pick<SignInSettings, 'secondFactorRoles'>;
}

/**
 * From when on an account does nothing here without a second factor; null: it need not have one. The
 * only account of a new installation has its first day to set one up, or until a second account is made.
 * Whoever was lent the right to watch others is asked as those are whose role holds it.
 */
export function secondFactorDueAt(facts: RuleFacts): number | null {
  const { user, mayWatchByGrant, isOnlyAccount, settings } = facts;
  const { secondFactorRoles: asked } = settings;
  const isAsked =
    user.roles.some((role) => asked.includes(role)) || (mayWatchByGrant && asked.length > 0);
  if (!isAsked) return null;
  return isOnlyAccount ? user.createdAt + FIRST_DAY : user.createdAt;
}

export function owedFactor({ hasFactor, hasShown, mustHave }: FactorFacts): OwedFactor | null {
  if (hasShown) return null;
  if (hasFactor) return 'code';
  return mustHave ? 'set-up' : null;
}
